package c3.cli.command;

import c3.cli.command.Connector.Connection;
import c3.cli.terminal.Output;
import c3.cli.terminal.ProgressLine;
import c3.collect.Collector;
import c3.collect.FileCollector;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.Limits;
import c3.store.BlobStore;
import c3.store.SessionRequest;
import c3.transfer.Progress;
import c3.transfer.UploadResult;
import c3.transfer.upload.ReferenceUpload;
import c3.transfer.upload.StoreUploader;
import c3.transfer.upload.UploadSettings;
import c3.view.StoredManifestTree;
import c3.wire.message.CommitAnswer.Committed;
import c3.wire.message.Located;
import c3.wire.message.PublishRequest;
import c3.wire.retry.Retry;
import c3.wire.retry.RetryingBlobStore;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Uploads something and has it committed; what got lost between the two is uploaded again, and a
/// server that restarts meanwhile is waited for.
final class Publishing {
  private static final int UPLOADS_MAX = 3;
  private static final int KEY_BYTES = 16;

  private final Connection server;
  private final Context context;
  private final String[] interrupted;

  /// @param interrupted what to say after Ctrl-C
  Publishing(Connection server, Context context, String... interrupted) {
    this.server = server;
    this.context = context;
    this.interrupted = interrupted;
  }

  /// What was uploaded, and what became of it.
  record Published(UploadResult upload, Committed committed) {}

  /// Uploads something up to its commit; repeatable.
  @FunctionalInterface
  interface Sender {
    UploadResult send(BlobStore blobs, SessionRequest request, Transfer transfer)
        throws IOException;
  }

  /// How something is sent.
  record Transfer(UploadSettings settings, Progress progress) {}

  /// What lies in folders of this machine, every file of it read.
  static Sender folders(List<Collector.Root> roots) {
    return (blobs, request, transfer) -> upload(blobs, request, transfer, roots);
  }

  /// The same, but that files are not read that look as they did at the last upload.
  static Sender folders(List<Collector.Root> roots, UploadSettings.Memory memory) {
    return (blobs, request, transfer) -> {
      UploadSettings settings = transfer.settings().with(memory);
      return upload(blobs, request, new Transfer(settings, transfer.progress()), roots);
    };
  }

  private static UploadResult upload(
      BlobStore blobs, SessionRequest request, Transfer transfer, List<Collector.Root> roots)
      throws IOException {
    return new StoreUploader(blobs, new FileCollector(), Limits.STANDARD, transfer.settings())
        .upload(request, roots, transfer.progress());
  }

  /// What the server has, under a name of its own: only names travel, and of what is another's and
  /// shared those contents that the caller does not have.
  ///
  /// @param source reads what `from` names
  static Sender reference(Located from, BlobStore source) {
    return (blobs, request, transfer) ->
        new ReferenceUpload(blobs, source, Limits.STANDARD, transfer.settings())
            .upload(
                request,
                new StoredManifestTree(source, from.manifest()),
                from.below(),
                transfer.progress());
  }

  /// A key that nobody else has.
  static String freshKey(RandomGenerator random) {
    byte[] bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// Does it. The same key goes on where an earlier call was interrupted.
  ///
  /// @param dataset whose next version it is to be; absent for a workspace
  Published publish(Sender sender, String key, Optional<String> dataset) throws IOException {
    Output output = context.output();
    try (UploadFolder spool = new UploadFolder(context.environment());
        ProgressLine progress = new ProgressLine(output, "uploading");
        Interrupts _ = Interrupts.removing(spool, progress, output, interrupted)) {
      Retry retry =
          server.retry((reason, _) -> progress.on(new Progress.Event.Waiting(reason.message())));
      BlobStore blobs = new RetryingBlobStore(server.blobs(), retry);
      UploadSettings settings =
          new UploadSettings(
              spool.make(), UUID::randomUUID, UploadSettings.Owner.PERSON, Workloads.threads());
      SessionRequest request = new SessionRequest(key, Optional.empty());
      for (int attempt = 0; attempt < UPLOADS_MAX; attempt++) {
        UploadResult upload = sender.send(blobs, request, new Transfer(settings, progress));
        PublishRequest commit =
            new PublishRequest(upload.session(), upload.manifest().digest(), dataset);
        if (retry.call(() -> server.control().publish(commit)) instanceof Committed committed) {
          return new Published(upload, committed);
        }
      }
    }
    throw new C3Exception(
        ErrorCode.BLOBS_LOST, "the server lost what was uploaded, again and again");
  }
}
