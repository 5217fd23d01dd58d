package c3.cli.command;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.Entry;
import c3.store.BlobStore;
import c3.transfer.DownloadResult;
import c3.transfer.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Copies one stored file onto this machine, under its final name only once it is whole and right.
final class FileCopy {
  private static final int BUFFER = 1 << 20;

  private final BlobStore blobs;
  private final Progress progress;

  FileCopy(BlobStore blobs, Progress progress) {
    this.blobs = blobs;
    this.progress = progress;
  }

  /// A file that is there with other content is left alone unless forced.
  DownloadResult copy(Entry.File file, Path target, boolean force) throws IOException {
    progress.on(new Progress.Event.Found(1, file.sizeBytes()));
    progress.on(new Progress.Event.Started(file.path(), file.sizeBytes()));
    if (Files.exists(target) && holds(target, file)) {
      return result(file, 0, List.of(), false);
    }
    if (Files.exists(target) && !force) {
      return result(file, 0, List.of(), true);
    }
    Path folder = target.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path part = Files.createTempFile(folder, ".c3-", ".part");
    try {
      write(file, part);
      Files.setLastModifiedTime(part, FileTime.from(file.modifiedNanos(), TimeUnit.NANOSECONDS));
      Files.setPosixFilePermissions(
          part,
          java.nio.file.attribute.PosixFilePermissions.fromString(
              file.executable() ? "rwxr-xr-x" : "rw-r--r--"));
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (C3Exception e) {
      return result(file, 0, List.of(new DownloadResult.Loss(file.path(), e.message())), false);
    } finally {
      Files.deleteIfExists(part);
    }
    return result(file, 1, List.of(), false);
  }

  private void write(Entry.File file, Path part) throws IOException {
    byte[] buffer = new byte[BUFFER];
    try (InputStream bytes = blobs.read(file.digest(), BlobStore.Range.ALL);
        OutputStream out = Files.newOutputStream(part, StandardOpenOption.TRUNCATE_EXISTING)) {
      for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
        out.write(buffer, 0, count);
        progress.on(new Progress.Event.Moved(count));
      }
    }
  }

  private static boolean holds(Path target, Entry.File file) throws IOException {
    if (!Files.isRegularFile(target) || Files.size(target) != file.sizeBytes()) {
      return false;
    }
    try (DigestInputStream bytes =
        new DigestInputStream(Files.newInputStream(target), Digest.hasher())) {
      bytes.transferTo(OutputStream.nullOutputStream());
      return Digest.ofBytes(bytes.getMessageDigest().digest()).equals(file.digest());
    }
  }

  private static DownloadResult result(
      Entry.File file, long downloaded, List<DownloadResult.Loss> lost, boolean kept) {
    return new DownloadResult(
        1, file.sizeBytes(), downloaded, lost, kept ? List.of(file.path()) : List.of());
  }
}
