package c3.project;

import c3.model.EntryPath;
import c3.model.JobSpec.Output;
import java.util.List;
import java.util.Optional;

/// The directories that a job's artifacts are collected from; no one lies in another.
record Outputs(List<Output> directories) {
  Outputs {
    directories = List.copyOf(directories);
  }

  /// The output that a place shares files with: it is that place, lies in it, or holds it.
  Optional<EntryPath> overlapping(EntryPath place) {
    return directories.stream()
        .map(Output::directory)
        .filter(output -> output.startsWith(place) || place.startsWith(output))
        .findFirst();
  }
}
