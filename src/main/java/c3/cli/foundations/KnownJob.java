package c3.cli.foundations;

import c3.cli.command.Connector.Connection;
import c3.cli.command.Options;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.Job;
import java.io.IOException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The job that a person names, whichever door it came in by.
final class KnownJob {
  private static final String OPTION = "--job_id";

  private KnownJob() {}

  /// The option that names one.
  static OptionSpec option() {
    return Options.requiredText("JOB_ID", "The job's id, or a prefix that fits only one.", OPTION);
  }

  /// The one that was named. Throws `C3Exception` NOT_FOUND when there is none.
  ///
  /// @param environment where it was looked for
  static Job named(ParseResult arguments, String environment, Connection server)
      throws IOException {
    String id = Options.textOf(arguments, OPTION).orElseThrow();
    try {
      if (!id.isEmpty()) {
        return server.control().find(id);
      }
    } catch (C3Exception e) {
      if (e.code() != ErrorCode.NOT_FOUND) {
        throw e;
      }
    }
    throw new C3Exception(
        ErrorCode.NOT_FOUND,
        "Job `%s` does not exist for environment `%s`".formatted(id, environment));
  }
}
