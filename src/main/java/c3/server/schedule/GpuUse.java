package c3.server.schedule;

import c3.catalog.JobCatalog;
import c3.model.AgentName;
import c3.model.Hardware;
import java.io.IOException;
import java.util.Optional;

/// Counts the GPUs that jobs have: a job has its own from its claim to its end.
public final class GpuUse {
  private GpuUse() {}

  /// How many GPUs of an agent's machine no job has; 0 where it has none or has not said.
  public static int free(JobCatalog jobs, AgentName agent, Optional<Hardware> hardware)
      throws IOException {
    int all = hardware.map(found -> found.gpus().size()).orElse(0);
    if (all == 0) {
      return 0;
    }
    int used =
        jobs.inState(LeaseWatch.LEASED).stream()
            .filter(job -> job.agent().equals(Optional.of(agent)))
            .mapToInt(job -> job.spec().placement().bounds().gpusNeeded())
            .sum();
    return Math.max(0, all - used);
  }
}
