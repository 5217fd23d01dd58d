package c3.project;

import c3.model.EntryPath;
import c3.model.JobSpec;
import c3.model.JobSpec.Mount;
import c3.project.yaml.Spot;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A project folder and what its `.c3` asks for.
///
/// @param root the project's folder, absolute
/// @param script the script that the job runs, below the root
/// @param spec the job
/// @param datasets the job's mounts and where each was written
/// @param exclude globs of what is left out of the uploaded workspace, in the syntax of
///   `.gitignore`, as seen from the root
/// @param software what the script needs around it, if it says so
/// @param notes sentences that the person should read: what was decided for them
public record Project(
    Path root,
    EntryPath script,
    JobSpec spec,
    List<Dataset> datasets,
    List<String> exclude,
    Optional<Software> software,
    List<String> notes) {
  public Project {
    datasets = List.copyOf(datasets);
    exclude = List.copyOf(exclude);
    notes = List.copyOf(notes);
  }

  /// A mount that somebody wrote.
  ///
  /// @param reference where its `ref` stands
  /// @param target where its `mount` stands, or, without one, its `ref`
  public record Dataset(Mount mount, Spot reference, Spot target) {}

  /// The surroundings of a script.
  public sealed interface Software {
    /// Python packages, installed with uv.
    ///
    /// @param folder holds `pyproject.toml` and `uv.lock`; the root for the project's own folder
    record Python(EntryPath folder) implements Software {}

    /// A container image.
    ///
    /// @param cuda whether the container sees the machine's GPUs
    record Container(String image, boolean cuda) implements Software {}
  }
}
