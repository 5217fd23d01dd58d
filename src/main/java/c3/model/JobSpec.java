package c3.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a person asked for: one command with inputs and outputs. A `.c3` script and a Foundations
/// driver are the same thing here.
///
/// @param project the project that the job belongs to
/// @param name what the person calls the job
/// @param command program and arguments, run in `directory`; never empty
/// @param directory where below the workspace the command runs; the root is the workspace itself
/// @param outputs the directories that are kept; the first is `C3_ARTIFACTS_DIR`
/// @param mounts what is shown read-only to the script
/// @param timeLimit how long the script may run; absent: without limit
/// @param environment variables beside the ones that c3 sets
/// @param placement where it should run
/// @param software what the script needs around it; absent: the machine as it is
public record JobSpec(
    ProjectName project,
    Optional<String> name,
    List<String> command,
    EntryPath directory,
    List<Output> outputs,
    List<Mount> mounts,
    Optional<Duration> timeLimit,
    Map<String, String> environment,
    Placement placement,
    Optional<Software> software) {
  /// Copies the collections; throws `IllegalArgumentException` without a command or an output.
  public JobSpec {
    command = List.copyOf(command);
    outputs = List.copyOf(outputs);
    mounts = List.copyOf(mounts);
    environment = Map.copyOf(environment);
    if (command.isEmpty() || outputs.isEmpty()) {
      throw new IllegalArgumentException("a job needs a command and an output directory");
    }
  }

  /// The same in a project of another name.
  public JobSpec in(ProjectName other) {
    return new JobSpec(
        other,
        name,
        command,
        directory,
        outputs,
        mounts,
        timeLimit,
        environment,
        placement,
        software);
  }

  /// A directory that is kept.
  ///
  /// @param directory where it lies below the workspace
  /// @param prefix where its contents go in the manifest
  public record Output(EntryPath directory, EntryPath prefix) {}

  /// A manifest, or a part of it, shown to the script.
  ///
  /// @param reference the data path as written, such as `/jobs/job_.../artifacts`
  /// @param target where the script sees it: absolute, or relative to the workspace
  public record Mount(String reference, String target) {}

  /// Where a job should run. Texts as written; the scheduler knows what they mean.
  ///
  /// @param provider which launcher, such as `local`; absent: the server's default
  /// @param hardware a hardware profile
  /// @param waitWhenUnavailable whether to wait when nothing can run the job now, or to fail
  /// @param waitMax how long to wait at most; absent: without limit
  /// @param bounds what the server made of the profile when the job was submitted; of no meaning
  ///   before
  public record Placement(
      Optional<String> provider,
      Optional<String> hardware,
      boolean waitWhenUnavailable,
      Optional<Duration> waitMax,
      JobBounds bounds) {
    /// The server decides.
    public static final Placement ANYWHERE =
        new Placement(Optional.empty(), Optional.empty(), true, Optional.empty(), JobBounds.NONE);

    /// The same, with this launcher.
    public Placement with(String launcher) {
      return new Placement(Optional.of(launcher), hardware, waitWhenUnavailable, waitMax, bounds);
    }

    /// The same, as the server understands it.
    public Placement within(JobBounds resolved) {
      return new Placement(provider, hardware, waitWhenUnavailable, waitMax, resolved);
    }
  }

  /// The same job at another place.
  public JobSpec at(Placement place) {
    return new JobSpec(
        project,
        name,
        command,
        directory,
        outputs,
        mounts,
        timeLimit,
        environment,
        place,
        software);
  }
}
