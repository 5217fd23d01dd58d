package c3.project;

import c3.model.EntryPath;
import c3.model.JobSpec;
import c3.model.JobSpec.Mount;
import c3.project.yaml.Spot;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A project folder and the job that it asks for.
///
/// @param root the project's folder, absolute
/// @param spec the job
/// @param datasets the job's mounts and where each was written
/// @param fields where each field was written, by its full name; none where no file says it
/// @param sent what of the folder goes to the job
/// @param notes sentences that the person should read: what was decided for them
public record Project(
    Path root,
    JobSpec spec,
    List<Dataset> datasets,
    Map<String, Spot> fields,
    Sent sent,
    List<String> notes) {
  public Project {
    datasets = List.copyOf(datasets);
    fields = Map.copyOf(fields);
    notes = List.copyOf(notes);
  }

  /// A mount that somebody wrote.
  ///
  /// @param reference where its `ref` stands
  /// @param target where its `mount` stands, or, without one, its `ref`
  public record Dataset(Mount mount, Spot reference, Spot target) {}

  /// What of a project's folder goes to a job.
  ///
  /// @param always files that are sent although they are ignored: what the job runs
  /// @param exclude globs of what is left out, in the syntax of `.gitignore`, as seen from the root
  /// @param heedsGit whether what `.gitignore` names is left out
  public record Sent(List<EntryPath> always, List<String> exclude, boolean heedsGit) {
    public Sent {
      always = List.copyOf(always);
      exclude = List.copyOf(exclude);
    }
  }
}
