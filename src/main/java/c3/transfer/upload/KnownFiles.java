package c3.transfer.upload;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import c3.collect.Collector;
import c3.collect.Found;
import c3.model.Digest;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The digests of files that the last upload of the same folders has read, so that a file which
/// looks the same is not read again. It looks the same when size, mode, both times, inode, device
/// and links are; the time of the inode's last change is the kernel's and nobody sets it back. What
/// was changed less than two seconds before an upload began is not remembered by it, since it may
/// change again and look the same (git calls such entries racily clean).
///
/// One file for each set of folders, in the order of the walk, written anew by each upload that
/// ends well: memory does not grow with it. It only saves work, so whatever is wrong with it is
/// passed over in silence, at worst with every file read. Each method is for one thread at a time.
final class KnownFiles implements Closeable {
  private static final long SETTLED_NANOS = Duration.ofSeconds(2).toNanos();
  private static final int KEPT_MAX = 100;
  private static final long KEPT_BYTES_MAX = 256L << 20;

  private final Path file;
  private final Path draft;
  private final long settledBefore;
  private Optional<KnownFilesReader> before = Optional.empty();
  private Optional<KnownFilesWriter> now = Optional.empty();
  private volatile boolean distrusted;

  private KnownFiles(Path file, Path draft, Instant began) {
    this.file = file;
    this.draft = draft;
    this.settledBefore =
        TimeUnit.SECONDS.toNanos(began.getEpochSecond()) + began.getNano() - SETTLED_NANOS;
  }

  /// Opens what is known of some folders; nothing is known or learnt without a memory.
  static KnownFiles of(UploadSettings settings, List<Collector.Root> roots) {
    if (settings.memory().isEmpty()) {
      return new KnownFiles(Path.of(""), Path.of(""), Instant.EPOCH);
    }
    Path folder = settings.memory().get().folder();
    KnownFiles known =
        new KnownFiles(
            folder.resolve(Digest.of(description(roots)).hex()),
            folder.resolve(settings.names().get() + ".part"),
            settings.memory().get().clock().instant());
    known.open(folder, settings.memory().get().believed());
    return known;
  }

  private void open(Path folder, boolean believed) {
    try {
      Files.createDirectories(folder);
      now = Optional.of(new KnownFilesWriter(draft));
      if (believed) {
        before = Optional.of(new KnownFilesReader(file));
      }
    } catch (IOException e) {
      // The first upload of these folders, or nothing can be kept there.
    }
  }

  private static byte[] description(List<Collector.Root> roots) {
    StringBuilder text = new StringBuilder();
    for (Collector.Root root : roots) {
      text.append(root.directory()).append('\0').append(root.prefix()).append('\0');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// The digest of a file that looks as it did. Asked in the order of paths.
  Optional<Digest> find(Found.File found) {
    try {
      if (before.isPresent() && !distrusted) {
        return before
            .get()
            .find(found.path())
            .filter(known -> known.stamp().isSame(found.stamp()))
            .map(KnownFile::digest);
      }
    } catch (IOException e) {
      distrust();
    }
    return Optional.empty();
  }

  /// Makes that the files to come are read, whatever is known: called when the store lacks a
  /// content that an earlier upload has seen there, for it will lack others.
  void distrust() {
    distrusted = true;
  }

  /// Remembers a file. Told in the order of paths.
  void learn(Found.File found, Digest digest) {
    long changed = Math.max(found.stamp().changedNanos(), found.stamp().modifiedNanos());
    if (now.isPresent() && changed < settledBefore) {
      try {
        now.get().add(new KnownFile(found.path(), found.stamp(), digest));
      } catch (IOException e) {
        forget();
      }
    }
  }

  private void forget() {
    try {
      closeDraft();
      Files.deleteIfExists(draft);
    } catch (IOException e) {
      // It is in c3's own cache, and nobody takes it for whole.
    }
  }

  private void closeDraft() throws IOException {
    if (now.isPresent()) {
      KnownFilesWriter writer = now.get();
      now = Optional.empty();
      writer.close();
    }
  }

  /// Keeps what was learnt for the next upload.
  void keep() {
    if (now.isEmpty()) {
      return;
    }
    try {
      closeDraft();
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      removeOldest(draft.resolveSibling(""));
    } catch (IOException e) {
      forget();
    }
  }

  /// A remembered upload.
  private record Kept(Path file, BasicFileAttributes status) {}

  /// Leaves the newest ones, as many as may be kept and as have room together; the very newest in
  /// any case.
  private static void removeOldest(Path folder) throws IOException {
    List<Kept> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.normalize())) {
      for (Path file : files.toList()) {
        all.add(
            new Kept(file, Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS)));
      }
    }
    all.sort(Comparator.comparing((Kept kept) -> kept.status().lastModifiedTime()).reversed());
    long bytes = 0;
    for (int i = 0; i < all.size(); i++) {
      bytes += all.get(i).status().size();
      if (i >= KEPT_MAX || (i > 0 && bytes > KEPT_BYTES_MAX)) {
        Files.deleteIfExists(all.get(i).file());
      }
    }
  }

  @Override
  public void close() throws IOException {
    forget();
    if (before.isPresent()) {
      before.get().close();
    }
  }
}
