package c3.cli.foundations;

import c3.cli.ExitCode;
import c3.cli.command.Command;
import c3.cli.command.Context;
import c3.cli.command.Options;
import c3.cli.command.Texts;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `foundations init`: a project that runs, in a new folder.
final class InitCommand implements Command {
  private static final Pattern NAME = Pattern.compile("(?!\\.{1,2}$)[^/\\p{Cntrl}]{1,100}");
  private static final List<String> FILES =
      List.of(
          "config/local.config.yaml",
          "post_processing/results.py",
          "project_code/driver.py",
          "project_code/model.py",
          "README.txt");

  @Override
  public CommandSpec specification() {
    return Options.command(
            "init",
            "Begin a project in a new folder: an environment, a driver and a model that run.",
            "foundations init my-project")
        .addPositional(Options.argument(0, "NAME", true, "The project's name, and its folder's."));
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    String name = Options.argumentOf(arguments, 0).orElseThrow();
    if (!NAME.matcher(name).matches()) {
      throw new C3Exception(
          ErrorCode.INVALID,
          "a project's name is the name of its folder, at most 100 characters, without `/`");
    }
    Path folder = context.environment().directory().resolve(name);
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new C3Exception(ErrorCode.CONFLICT, "`" + name + "` is there already");
    }
    Files.createDirectories(folder.resolve("data"));
    for (String file : FILES) {
      Path target = folder.resolve(file);
      Files.createDirectories(target.resolveSibling("."));
      Texts.write("foundations/" + file, target);
    }
    context.output().result("Success: New Foundations project `" + name + "` created!");
    return ExitCode.OK;
  }
}
