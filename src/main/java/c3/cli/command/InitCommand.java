package c3.cli.command;

import c3.cli.ExitCode;
import c3.cli.terminal.Output;
import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 init`: a commented `.c3` and a script that runs. Never touches a file that is there.
public final class InitCommand implements Command {
  private static final String SCRIPT = "run.sh";
  private static final String CONFIG = ".c3";

  @Override
  public CommandSpec specification() {
    return Options.command(
            "init",
            "Begin a project: write a commented .c3 and a script that runs.",
            "c3 init",
            "c3 init my-project      in a new folder",
            "c3 init && c3 deploy -f")
        .addPositional(Options.argument(0, "DIR", false, "The project's folder (default: here)."))
        .addOption(Options.json());
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    Path here = context.environment().directory();
    Path folder = here.resolve(Options.argumentOf(arguments, 0).orElse("")).normalize();
    Path project = folder.resolve(CONFIG);
    if (Files.exists(project)) {
      throw new C3Exception(
          ErrorCode.CONFLICT,
          project + " is there already",
          Optional.of(
              "c3 deploy -f" + Options.argumentOf(arguments, 0).map(dir -> " " + dir).orElse("")));
    }
    Files.createDirectories(folder);
    List<String> written = new ArrayList<>(List.of(CONFIG));
    if (!Files.exists(folder.resolve(SCRIPT))) {
      written.add(SCRIPT);
      Texts.write("init/run.sh", folder.resolve(SCRIPT));
      Files.setPosixFilePermissions(
          folder.resolve(SCRIPT), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Texts.write("init/dot-c3", project);
    if (Options.isGiven(arguments, Options.JSON)) {
      JsonObject.Builder json = JsonObject.with().put("directory", folder.toString());
      context.output().json(json.putTexts("written", written).build());
    } else {
      Path shown = folder.equals(here) ? Path.of("") : here.relativize(folder);
      tell(written, shown, context.output());
    }
    return ExitCode.OK;
  }

  private static void tell(List<String> written, Path folder, Output output) {
    List<String> names = written.stream().map(name -> folder.resolve(name).toString()).toList();
    output.result("wrote " + String.join(" and ", names));
    String where = folder.toString().isEmpty() ? "" : " " + folder;
    output.note("  try: c3 deploy -f" + where);
  }
}
