package c3.cli.command;

import c3.cli.ExitCode;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 init`: a commented `.c3` and a script that runs. Never touches a file that is there.
public final class InitCommand implements Command {
  private static final String SCRIPT = "run.sh";

  @Override
  public CommandSpec specification() {
    return Options.command(
            "init",
            "Begin a project: write a commented .c3 and a script that runs.",
            "c3 init",
            "c3 init my-project      in a new folder",
            "c3 init && c3 deploy -f")
        .addPositional(Options.argument(0, "DIR", false, "The project's folder (default: here)."));
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    Path here = context.environment().directory();
    Path folder = here.resolve(Options.argumentOf(arguments, 0).orElse("")).normalize();
    Path project = folder.resolve(".c3");
    if (Files.exists(project)) {
      throw new C3Exception(
          ErrorCode.CONFLICT,
          project + " is there already",
          Optional.of(
              "c3 deploy -f" + Options.argumentOf(arguments, 0).map(dir -> " " + dir).orElse("")));
    }
    Files.createDirectories(folder);
    if (!Files.exists(folder.resolve(SCRIPT))) {
      copy("run.sh", folder.resolve(SCRIPT));
      Files.setPosixFilePermissions(
          folder.resolve(SCRIPT), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    copy("dot-c3", project);
    Path shown = folder.equals(here) ? Path.of("") : here.relativize(folder);
    context.output().result("wrote " + shown.resolve(".c3") + " and " + shown.resolve(SCRIPT));
    String where = folder.equals(here) ? "" : " " + shown;
    context.output().note("  try: c3 deploy -f" + where);
    return ExitCode.OK;
  }

  private static void copy(String resource, Path to) throws IOException {
    try (InputStream text = InitCommand.class.getResourceAsStream("/c3/cli/init/" + resource)) {
      if (text == null) {
        throw new IllegalStateException(resource + " is not in the program");
      }
      Files.copy(text, to);
    }
  }
}
