package c3.transfer;

import c3.collect.Collector;
import c3.collect.FileCollector;
import c3.collect.Found;
import c3.model.Digest;
import c3.model.Entry;
import c3.model.EntryPath;
import c3.model.Limits;
import c3.model.ManifestSummary;
import c3.store.BlobStore;
import c3.store.SessionRequest;
import c3.transfer.upload.StoreUploader;
import c3.transfer.upload.UploadSettings;
import c3.view.ManifestTree;
import c3.view.StoredManifestTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;

/// What tests of transfers have in common: uploads of one directory, and what its entries must be.
public final class Uploads {
  private static final Limits BASE = Limits.STANDARD;

  /// Small files up to 1,000 bytes, bundles up to 20,000 bytes or 50 records.
  public static final Limits SMALL = limits(1_000, 20_000, 50);

  private final BlobStore blobs;
  private final Path spool;
  private String key = "key";
  private Limits limits = BASE;
  private Collector collector = new FileCollector();
  private UploadSettings.Owner owner = UploadSettings.Owner.PERSON;
  private ThreadFactory threads = Thread.ofPlatform().daemon().factory();
  private Progress progress = Progress.NONE;
  private Optional<UploadSettings.Memory> memory = Optional.empty();

  public Uploads(BlobStore blobs, Path spool) {
    this.blobs = blobs;
    this.spool = spool;
  }

  public static Limits limits(long smallFileMax, long bundleMax, int bundleRecordsMax) {
    return new Limits(
        smallFileMax,
        bundleMax,
        bundleRecordsMax,
        BASE.digestsPerCallMax(),
        BASE.objectsPerBatchMax(),
        BASE.bufferSize(),
        BASE.controlBodyMax(),
        BASE.logHeadMax(),
        BASE.logTailMax(),
        BASE.pageEntriesMax(),
        BASE.sessionsOpenMax(),
        BASE.leaseTime(),
        BASE.sessionTime(),
        BASE.pollTime(),
        BASE.stopGrace(),
        BASE.uploadPatience(),
        BASE.storePatience());
  }

  public Uploads bounded(Limits given) {
    this.limits = given;
    return this;
  }

  /// In the session of this key.
  public Uploads under(String given) {
    this.key = given;
    return this;
  }

  public Uploads finding(Collector given) {
    this.collector = given;
    return this;
  }

  public Uploads of(UploadSettings.Owner given) {
    this.owner = given;
    return this;
  }

  public Uploads remembering(UploadSettings.Memory given) {
    this.memory = Optional.of(given);
    return this;
  }

  public Uploads on(ThreadFactory given) {
    this.threads = given;
    return this;
  }

  public Uploads telling(Progress given) {
    this.progress = given;
    return this;
  }

  /// Uploads a directory as the manifest's root.
  public UploadResult upload(Path directory) throws IOException {
    UploadSettings settings =
        new UploadSettings(spool, UUID::randomUUID, owner, new Threads(2, threads), memory);
    return new StoreUploader(blobs, collector, limits, settings)
        .upload(new SessionRequest(key, Optional.empty()), roots(directory), progress);
  }

  /// Which of these an upload would have to send.
  public List<Digest> missing(List<Digest> digests) throws IOException {
    return List.copyOf(blobs.open(new SessionRequest(key, Optional.empty())).findMissing(digests));
  }

  public ManifestTree tree(ManifestSummary manifest) throws IOException {
    return new StoredManifestTree(blobs, manifest);
  }

  public List<Entry> entries(ManifestSummary manifest) throws IOException {
    List<Entry> entries = new ArrayList<>();
    tree(manifest).walk(EntryPath.ROOT, entries::add);
    return Collections.unmodifiableList(entries);
  }

  /// The entries that a directory has, by reading each of its files whole.
  public static List<Entry> expected(Path directory) throws IOException {
    List<Entry> entries = new ArrayList<>();
    new FileCollector().walk(roots(directory), found -> entries.add(entry(found)));
    return entries;
  }

  private static List<Collector.Root> roots(Path directory) {
    return List.of(new Collector.Root(directory, EntryPath.ROOT, Collector.Filter.EVERYTHING));
  }

  private static Entry entry(Found found) throws IOException {
    return switch (found) {
      case Found.File file -> {
        byte[] content = Files.readAllBytes(file.file());
        yield new Entry.File(
            file.path(),
            content.length,
            file.stamp().executable(),
            file.stamp().modifiedNanos(),
            Digest.of(content),
            false);
      }
      case Found.Link link -> new Entry.Link(link.path(), link.target());
      case Found.EmptyDirectory empty -> new Entry.Directory(empty.path());
      case Found.Skipped skipped -> throw new AssertionError(skipped);
    };
  }
}
