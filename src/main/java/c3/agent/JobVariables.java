package c3.agent;

import c3.agent.script.JobProcesses;
import c3.model.HardwareProfile;
import c3.model.Job;
import c3.model.JobSpec;
import c3.posix.FileNames;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The variables that a job's script has wherever it runs: the job's own, and what c3 promises.
final class JobVariables {
  private JobVariables() {}

  static Map<String, String> of(Job job) {
    JobSpec spec = job.spec();
    String profile = spec.placement().hardware().orElse(HardwareProfile.DEFAULT);
    Map<String, String> variables = new HashMap<>(spec.environment());
    variables.put(JobProcesses.MARK, job.id().text());
    variables.put("C3_PROJECT", spec.project().text());
    variables.put("C3_HARDWARE_PROFILE", profile);
    variables.put("C3_GPU_PROFILE", profile);
    return variables;
  }

  /// Those whose value is a path.
  static Map<String, Path> paths(StagedJob staged) {
    Path artifacts =
        FileNames.resolve(
            staged.work(), staged.job().spec().outputs().getFirst().directory().bytes());
    return Map.of("C3_ARTIFACTS_DIR", artifacts, "C3_JOB_WORKDIR", staged.work());
  }
}
