package c3.transfer.upload;

import c3.model.Digest;
import c3.model.Entry;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.model.Limits;
import c3.store.BlobStore;
import c3.store.SessionRequest;
import c3.store.UploadSession;
import c3.transfer.Progress;
import c3.transfer.UploadFailed;
import c3.transfer.UploadResult;
import c3.view.ManifestTree;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Uploads a part of a manifest anew, whose contents the store has already: they are held and not
/// sent, and only the new manifest travels. Repeatable; the session is left open. Memory does not
/// grow with the manifest.
public final class ReferenceUpload {
  private final BlobStore blobs;
  private final Limits limits;
  private final UploadSettings settings;

  public ReferenceUpload(BlobStore blobs, Limits limits, UploadSettings settings) {
    this.blobs = blobs;
    this.limits = limits;
    this.settings = settings;
  }

  /// Holds what lies below a path and writes its manifest: a directory's contents at their paths
  /// below it, a file under its name. Throws `UploadFailed` naming a file whose content is gone.
  public UploadResult upload(
      SessionRequest request, ManifestTree tree, EntryPath below, Progress progress)
      throws IOException {
    UploadSession session = blobs.open(request);
    try (Spool spool = new Spool(settings.spool(), settings.names());
        Heartbeat _ = new Heartbeat(session, limits.sessionTime(), settings.threads().factory())) {
      Transit transit = new Transit(session, spool, limits, settings.threads());
      try (BundleSender bundles = new BundleSender(transit, Optional.empty());
          ManifestSpool manifest = new ManifestSpool(transit)) {
        Holding holding = new Holding(session, progress);
        tree.walk(
            below,
            entry -> {
              Optional<Entry> moved = moved(entry, below);
              if (moved.isPresent()) {
                holding.hold(moved.get());
                manifest.add(moved.get());
              }
            });
        holding.holdGathered();
        var summary = manifest.put(bundles);
        bundles.finish();
        return new UploadResult(session.id(), summary, 0);
      }
    }
  }

  /// The entry under its new path; none for the directory itself, which becomes the root.
  private static Optional<Entry> moved(Entry entry, EntryPath below) {
    EntryPath path = entry.path().equals(below) ? below.name() : entry.path().below(below);
    return switch (entry) {
      case Entry.File file ->
          Optional.of(
              new Entry.File(
                  path,
                  file.sizeBytes(),
                  file.executable(),
                  file.modifiedNanos(),
                  file.digest(),
                  file.changed()));
      case Entry.Link link -> Optional.of(new Entry.Link(path, link.target()));
      case Entry.Directory directory ->
          directory.path().equals(below)
              ? Optional.empty()
              : Optional.of(new Entry.Directory(path));
    };
  }

  /// Has the session hold contents, many at a time.
  private final class Holding {
    private final UploadSession session;
    private final Progress progress;
    private final Map<Digest, EntryPath> gathered = new HashMap<>();

    Holding(UploadSession session, Progress progress) {
      this.session = session;
      this.progress = progress;
    }

    void hold(Entry entry) throws IOException {
      if (entry instanceof Entry.File file) {
        progress.on(new Progress.Event.Found(1, file.sizeBytes()));
        progress.on(new Progress.Event.Finished(file.path(), file.sizeBytes(), 0));
        gathered.put(file.digest(), file.path());
        if (gathered.size() == limits.digestsPerCallMax()) {
          holdGathered();
        }
      }
    }

    void holdGathered() throws IOException {
      gathered.remove(Digest.EMPTY);
      Set<Digest> gone = gathered.isEmpty() ? Set.of() : session.findMissing(gathered.keySet());
      Optional<EntryPath> first = gone.stream().map(gathered::get).sorted().findFirst();
      if (first.isPresent()) {
        throw new UploadFailed(ErrorCode.BLOBS_LOST, first, "its content is not in the store");
      }
      gathered.clear();
    }
  }
}
