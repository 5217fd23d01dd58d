package c3.agent.machine;

import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.Hardware;
import c3.model.Hardware.Gpu;
import c3.model.HardwareProfile;
import c3.model.Job;
import c3.model.JobBounds;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// This machine as the jobs of one agent share it. Safe for many threads.
public final class SharedMachine {
  private final Hardware hardware;
  private final Cgroups cgroups;
  private final GpuPool gpus;

  private SharedMachine(Hardware hardware, Cgroups cgroups) {
    this.hardware = hardware;
    this.cgroups = cgroups;
    this.gpus = new GpuPool(hardware.gpus());
  }

  /// Looks once at what there is.
  public static SharedMachine of(MachineProbe probe, Cgroups cgroups) {
    return new SharedMachine(probe.look(cgroups.ownMemoryBound(), cgroups.bounding()), cgroups);
  }

  /// What it has, and which bounds it can enforce.
  public Hardware hardware() {
    return hardware;
  }

  /// What a job gets of it, until that is ended. Throws `C3Exception` UNAVAILABLE that says what is
  /// missing.
  public Share share(Job job) throws IOException, InterruptedException {
    return share(job, bounds -> new OwnCgroups(cgroups.make(job.id().text(), bounds)));
  }

  /// The same for a job that something else keeps to its bounds, whose first process this finds.
  public Share share(Job job, FirstProcess first) throws IOException, InterruptedException {
    return share(job, bounds -> cgroups.foreign(first));
  }

  private interface Keeping {
    JobCgroups of(JobBounds bounds) throws IOException, InterruptedException;
  }

  private Share share(Job job, Keeping keeping) throws IOException, InterruptedException {
    JobBounds bounds = job.spec().placement().bounds();
    String profile = job.spec().placement().hardware().orElse(HardwareProfile.DEFAULT);
    Optional<String> missing = hardware.missing(bounds);
    if (missing.isPresent()) {
      throw new C3Exception(
          ErrorCode.UNAVAILABLE, "hardware `%s` %s".formatted(profile, missing.get()));
    }
    List<Gpu> taken =
        gpus.take(bounds.gpusNeeded())
            .orElseThrow(() ->
                new C3Exception(ErrorCode.UNAVAILABLE, "other jobs have this machine's GPUs"));
    try {
      return new Share(profile, bounds, keeping.of(bounds), new Share.Gpus(gpus, taken));
    } catch (IOException e) {
      gpus.release(taken);
      throw new C3Exception(
              ErrorCode.UNAVAILABLE,
              "hardware `%s` cannot be kept to its bounds: %s".formatted(profile, e.getMessage()))
          .causedBy(e);
    }
  }
}
