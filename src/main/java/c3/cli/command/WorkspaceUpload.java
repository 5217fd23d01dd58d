package c3.cli.command;

import c3.cli.command.Connector.Connection;
import c3.collect.Collector;
import c3.collect.FileCollector;
import c3.collect.ignore.WorkspaceFilter;
import c3.model.EntryPath;
import c3.model.JobSpec;
import c3.model.Limits;
import c3.posix.TreeRemoval;
import c3.project.Project;
import c3.store.SessionRequest;
import c3.transfer.Progress;
import c3.transfer.UploadResult;
import c3.transfer.upload.StoreUploader;
import c3.transfer.upload.UploadSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Uploads a project's folder as a workspace.
final class WorkspaceUpload {
  private final Connection server;

  WorkspaceUpload(Connection server) {
    this.server = server;
  }

  /// Repeatable under the same key.
  UploadResult upload(Project project, String key, Progress progress) throws IOException {
    Path spool = Files.createTempDirectory("c3-upload-");
    try {
      Collector.Root root = new Collector.Root(project.root(), EntryPath.ROOT, filter(project));
      UploadSettings settings =
          new UploadSettings(
              spool, UUID::randomUUID, UploadSettings.Owner.PERSON, Workloads.threads());
      return new StoreUploader(server.blobs(), new FileCollector(), Limits.STANDARD, settings)
          .upload(new SessionRequest(key, Optional.empty()), List.of(root), progress);
    } finally {
      TreeRemoval.remove(spool);
    }
  }

  /// The folders that are kept go with the job whatever is ignored: scripts expect them.
  private static WorkspaceFilter filter(Project project) {
    List<EntryPath> kept =
        project.spec().outputs().stream().map(JobSpec.Output::directory).toList();
    return new WorkspaceFilter(
        project.root(),
        project.exclude(),
        new WorkspaceFilter.AlwaysSent(kept, List.of(project.script())));
  }
}
