package c3.agent;

import c3.agent.script.JobProcesses;
import c3.agent.script.OutputSink;
import c3.agent.script.RunningScript;
import c3.model.Job;
import c3.model.JobSpec;
import c3.posix.FileNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Starts what a staged job runs, closed in as the machine allows.
interface Scripts {
  /// Runs a step in the job's workspace. Returns when it was spawned. Throws `C3Exception` when
  /// this machine cannot.
  RunningScript start(StagedJob job, Step step, OutputSink output) throws IOException;

  /// Ends what a run of this job left behind, such as one whose agent was killed. Returns whether
  /// nothing of it runs any more. Repeatable.
  default boolean endLeft(Job job) throws InterruptedException {
    return JobProcesses.ofJob(job.id().text()).killAll();
  }

  /// Runs the job's script.
  default RunningScript start(StagedJob job, OutputSink output) throws IOException {
    JobSpec spec = job.job().spec();
    Path directory = FileNames.resolve(job.work(), spec.directory().bytes());
    return start(job, new Step(spec.command(), directory, Map.of()), output);
  }

  /// What a job runs: its script, or what comes before it.
  ///
  /// @param command program and arguments
  /// @param directory where it runs; absolute
  /// @param environment variables beside those that every step of the job has
  record Step(List<String> command, Path directory, Map<String, String> environment) {}
}
