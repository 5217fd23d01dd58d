package c3.cli.command;

import c3.cli.ExitCode;
import c3.cli.command.Connector.Connection;
import c3.cli.terminal.Amounts;
import c3.cli.terminal.Output;
import c3.model.C3Exception;
import c3.model.DataPath;
import c3.model.DataPath.DatasetVersion;
import c3.model.ErrorCode;
import c3.wire.message.Usage;
import java.io.Console;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 data rm`: deletes a job's artifacts, a version or a dataset, after saying what goes, what
/// stays and what comes back: the charge at once, the room on the disk with a later sweep.
public final class DataRemoveCommand implements Command {
  private static final String RECURSIVE = "-r";

  @Override
  public CommandSpec specification() {
    return Options.command(
            "rm",
            "Delete a job's artifacts, a version or a dataset; says what goes before it asks.",
            "c3 data rm -r /jobs/job_1795351023411_x6wm3l/",
            "c3 data rm /datasets/images/@v1           one version; v1 is not used again",
            "c3 data rm -r --yes /datasets/images/     all versions, in a script")
        .addPositional(
            Options.argument(0, "PATH", true, "The data path of a job, a version or a dataset."))
        .addOption(
            Options.flag(
                "All of it; needed for a job and for a dataset.", RECURSIVE, "--recursive"))
        .addOption(Options.yes())
        .addOption(Options.json());
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    String typed = Options.argumentOf(arguments, 0).orElseThrow();
    if (!Options.isGiven(arguments, RECURSIVE) && !isVersion(typed)) {
      throw new WrongUsage(typed + " is removed as a whole", "c3 data rm -r " + typed);
    }
    try (Connection server = context.connector().connect()) {
      // What is newest may be another one by the time that somebody has said yes.
      String path = typed.contains("@latest") ? server.control().locate(typed).path() : typed;
      Usage going = server.control().remove(path, true);
      if (!Options.isGiven(arguments, Options.YES)) {
        confirm(path, going, context);
      }
      Usage gone = server.control().remove(path, false);
      if (Options.isGiven(arguments, Options.JSON)) {
        context.output().json(DataDiskUsageCommand.json(gone));
      } else {
        context
            .output()
            .result(
                "removed "
                    + path
                    + ": "
                    + Amounts.files(gone.files())
                    + uncharged(gone.uniqueBytes()));
      }
      return ExitCode.OK;
    }
  }

  /// A version goes by itself; what a path that makes no sense means is the server's to say.
  private static boolean isVersion(String typed) {
    try {
      return DataPath.parse(typed) instanceof DataPath.InDataset dataset
          && !(dataset.version() instanceof DatasetVersion.Unsaid);
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  private static void confirm(String path, Usage going, Context context) throws IOException {
    Output output = context.output();
    Optional<Console> person = Optional.ofNullable(System.console()).filter(Console::isTerminal);
    if (!output.errTerminal() || person.isEmpty()) {
      throw new C3Exception(
          ErrorCode.INVALID,
          "nobody is there to confirm the deletion of " + path,
          Optional.of("c3 data rm -r --yes " + path));
    }
    going(path, going).forEach(output::note);
    String answer = person.get().readLine("remove it? [y/N] ");
    if (answer == null || !answer.strip().equalsIgnoreCase("y")) {
      throw new C3Exception(ErrorCode.CONFLICT, "nothing was removed");
    }
  }

  /// What goes and what stays, in words.
  static List<String> going(String path, Usage going) {
    long staying = going.distinctBytes() - going.uniqueBytes();
    return List.of(
        "removes  "
            + path
            + ": "
            + Amounts.files(going.files())
            + ", "
            + Amounts.size(going.logicalBytes()),
        "frees    "
            + charged(going.uniqueBytes())
            + (staying > 0 ? "; " + Amounts.size(staying) + " stay: " + users(going) : ""));
  }

  private static String charged(long bytes) {
    return bytes == 0
        ? "nothing"
        : Amounts.size(bytes) + " of what is charged, nothing of the disk yet";
  }

  private static String uncharged(long bytes) {
    return bytes == 0
        ? ""
        : "; " + Amounts.size(bytes) + " are no longer charged, but still on the disk";
  }

  private static String users(Usage going) {
    return going.sharedWith().isEmpty()
        ? "others use them"
        : "used by " + String.join(", ", going.sharedWith());
  }
}
