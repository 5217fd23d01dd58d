package c3.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What jobs of tests ask for where nothing of it matters.
public final class Specs {
  private Specs() {}

  /// A script that keeps its artifacts.
  public static JobSpec of(String project, Optional<String> name, JobSpec.Mount... mounts) {
    return new JobSpec(
        new ProjectName(project),
        name,
        List.of("bash", "run.sh"),
        EntryPath.ROOT,
        List.of(new JobSpec.Output(EntryPath.of("artifacts"), EntryPath.of("artifacts"))),
        List.of(mounts),
        Optional.empty(),
        Map.of(),
        JobSpec.Placement.ANYWHERE,
        Optional.empty());
  }
}
