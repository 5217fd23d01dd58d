package c3.transfer.upload;

import c3.model.Digest;
import c3.model.Entry;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.model.Limits;
import c3.store.BlobCorrupt;
import c3.store.BlobMissing;
import c3.store.BlobStore;
import c3.store.SessionRequest;
import c3.store.UploadSession;
import c3.transfer.Progress;
import c3.transfer.UploadFailed;
import c3.transfer.UploadResult;
import c3.transfer.UploadResult.Sent;
import c3.view.ManifestTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Uploads a part of a manifest anew. Contents that the account has already are held and not sent.
/// Where the manifest is another account's, contents may be missing: they are read through it and
/// sent, since only who has sent a content possesses it. Repeatable; the session is left open.
/// Memory does not grow with the manifest.
public final class ReferenceUpload {
  private final BlobStore blobs;
  private final BlobStore source;
  private final Limits limits;
  private final UploadSettings settings;

  /// @param blobs where to
  /// @param source where contents are read that `blobs` lacks
  public ReferenceUpload(
      BlobStore blobs, BlobStore source, Limits limits, UploadSettings settings) {
    this.blobs = blobs;
    this.source = source;
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
          ManifestSpool manifest = new ManifestSpool(transit, Optional.empty())) {
        Holding holding = new Holding(transit, bundles, progress);
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
        return new UploadResult(session.id(), summary, holding.sent());
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

  /// Has the session hold contents, many at a time, and sends those that it lacks.
  private final class Holding {
    private final Transit transit;
    private final BundleSender bundles;
    private final Progress progress;
    private final Map<Digest, Entry.File> gathered = new HashMap<>();
    private Sent sent = Sent.NOTHING;

    Holding(Transit transit, BundleSender bundles, Progress progress) {
      this.transit = transit;
      this.bundles = bundles;
      this.progress = progress;
    }

    /// What was sent so far.
    Sent sent() {
      return sent;
    }

    void hold(Entry entry) throws IOException {
      if (entry instanceof Entry.File file) {
        progress.on(new Progress.Event.Found(1, file.sizeBytes()));
        progress.on(new Progress.Event.Finished(file.path(), file.sizeBytes()));
        gathered.put(file.digest(), file);
        if (gathered.size() == limits.digestsPerCallMax()) {
          holdGathered();
        }
      }
    }

    void holdGathered() throws IOException {
      gathered.remove(Digest.EMPTY);
      Set<Digest> missing = bundles.findMissing(gathered.keySet());
      List<Entry.File> lacking =
          missing.stream()
              .map(gathered::get)
              .filter(Objects::nonNull)
              .sorted(Comparator.comparing(Entry.File::path))
              .toList();
      for (Entry.File file : lacking) {
        send(file);
      }
      gathered.clear();
    }

    private void send(Entry.File file) throws IOException {
      try (InputStream content = source.read(file.digest(), BlobStore.Range.ALL)) {
        if (file.sizeBytes() <= limits.smallFileMax()) {
          bundles.append(file, ByteBuffer.wrap(content.readAllBytes()));
        } else {
          sendLarge(file, content);
        }
      } catch (BlobMissing e) {
        throw new UploadFailed(
            ErrorCode.BLOBS_LOST, Optional.of(file.path()), "its content is not in the store");
      } catch (BlobCorrupt e) {
        throw UploadFailed.naming(file.path(), e);
      }
      sent = sent.with(file.sizeBytes());
    }

    private void sendLarge(Entry.File file, InputStream content) throws IOException {
      Path copy = transit.spool().next();
      try {
        transit.spool().write(() -> Files.copy(content, copy));
        transit.session().putFile(copy, file.digest());
      } finally {
        transit.spool().remove(copy);
      }
    }
  }
}
