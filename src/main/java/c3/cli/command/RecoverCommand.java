package c3.cli.command;

import c3.cli.ExitCode;
import c3.cli.command.Connector.Connection;
import c3.cli.terminal.Amounts;
import c3.cli.terminal.Output;
import c3.model.C3Exception;
import c3.model.Job;
import c3.model.ManifestSummary;
import c3.wire.ControlPlane;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 recover`: finishes an upload that failed, without running the job again. Waits for the end
/// of it for two minutes; what cannot be recovered is an error that says why.
public final class RecoverCommand implements Command {
  private static final Duration WAIT = Duration.ofSeconds(20);

  /// Two minutes: longer than an agent tries against a store that cannot store.
  private static final int WAITS_MAX = 6;

  @Override
  public CommandSpec specification() {
    return Options.command(
            "recover",
            "Upload once more what a job left, after UPLOAD_ERROR; the job does not run again.",
            "c3 recover job_1795351023411_x6wm3l",
            "c3 recover job_17953510              a prefix will do",
            "c3 status job_17953510               see how it went")
        .addPositional(Options.job(true))
        .addOption(Options.json());
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    try (Connection server = context.connector().connect()) {
      Job found = server.control().find(Options.argumentOf(arguments, 0).orElseThrow());
      Job job = recovered(server.control(), found, context.output());
      if (Options.isGiven(arguments, Options.JSON)) {
        context.output().json(JobShapes.status(job));
      } else {
        tell(job, context.output());
      }
      return ExitCode.OK;
    }
  }

  private static Job recovered(ControlPlane control, Job found, Output output) throws IOException {
    Job job = control.recover(found.id(), WAIT);
    for (int i = 1; i < WAITS_MAX && job.artifacts().isEmpty(); i++) {
      if (i == 1) {
        output.note("waiting for agent " + job.agent().orElseThrow() + ", which keeps the files");
      }
      job = waitedFor(control, found);
    }
    return job;
  }

  /// The order once more: it may have been done between two of them.
  private static Job waitedFor(ControlPlane control, Job found) throws IOException {
    try {
      return control.recover(found.id(), WAIT);
    } catch (C3Exception e) {
      Job now = control.find(found.id().text());
      if (now.artifacts().isPresent()) {
        return now;
      }
      throw e;
    }
  }

  private static void tell(Job job, Output output) {
    if (job.artifacts().isPresent()) {
      ManifestSummary kept = job.artifacts().get();
      output.result(
          "stored what "
              + job.id()
              + " left: "
              + Amounts.files(kept.files())
              + ", "
              + Amounts.size(kept.bytes())
              + "   /jobs/"
              + job.id()
              + "/");
      output.note("  try: c3 pull " + job.id());
    } else {
      output.result("not stored yet; the agent goes on when it can, without this command");
      output.note("  try: c3 status " + job.id());
    }
  }
}
