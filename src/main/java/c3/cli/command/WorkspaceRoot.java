package c3.cli.command;

import c3.collect.Collector;
import c3.collect.ignore.WorkspaceFilter;
import c3.model.EntryPath;
import c3.model.JobSpec;
import c3.project.Project;
import java.util.List;

/// What of a project's folder is sent as a workspace.
final class WorkspaceRoot {
  private WorkspaceRoot() {}

  /// The folders that are kept go with the job whatever is ignored: scripts expect them.
  static Collector.Root of(Project project) {
    List<EntryPath> kept =
        project.spec().outputs().stream().map(JobSpec.Output::directory).toList();
    Project.Sent sent = project.sent();
    WorkspaceFilter filter =
        new WorkspaceFilter(
            project.root(),
            sent.exclude(),
            new WorkspaceFilter.AlwaysSent(kept, sent.always()),
            sent.heedsGit());
    return new Collector.Root(project.root(), EntryPath.ROOT, filter);
  }
}
