package c3.cli.foundations;

import c3.cli.command.Context;
import c3.cli.command.Options;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.project.FoundationsEnvironments;
import java.nio.file.Path;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The environments that a person can name where they stand.
final class KnownEnvironments {
  private static final String OPTION = "--env";

  private final Path global;

  /// @param global the folder with the environments for every project
  KnownEnvironments(Path global) {
    this.global = global;
  }

  /// The option that names one.
  static OptionSpec option() {
    return Options.requiredText("ENV", "The environment, such as local.", OPTION);
  }

  FoundationsEnvironments around(Context context) {
    return new FoundationsEnvironments(context.environment().directory(), global);
  }

  /// The one that was named. Throws `C3Exception` NOT_FOUND when there is none of that name.
  FoundationsEnvironments.Named named(ParseResult arguments, Context context) throws C3Exception {
    String name = Options.textOf(arguments, OPTION).orElseThrow();
    return around(context)
        .find(name)
        .orElseThrow(() ->
            new C3Exception(ErrorCode.NOT_FOUND, "Could not find environment `" + name + "`"));
  }
}
