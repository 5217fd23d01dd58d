package c3.cli.command;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.Entry;
import c3.posix.DirectoryHandle;
import c3.posix.FileNames;
import c3.posix.NewFile;
import c3.posix.OpenFile;
import c3.store.BlobStore;
import c3.transfer.DownloadResult;
import c3.transfer.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.List;

/// Copies one stored file onto this machine, under its final name only once it is whole and right;
/// until then it has none, and an interrupted copy leaves nothing.
final class FileCopy {
  private static final int BUFFER = 1 << 20;
  private static final int MODE = 0666;
  private static final int EXECUTABLE_MODE = 0777;

  private final BlobStore blobs;
  private final Progress progress;

  FileCopy(BlobStore blobs, Progress progress) {
    this.blobs = blobs;
    this.progress = progress;
  }

  /// A file that is there with other content is left alone unless forced.
  DownloadResult copy(Entry.File file, Path target, boolean force) throws IOException {
    progress.found(file);
    progress.on(new Progress.Event.Started(file.path(), file.sizeBytes()));
    if (Files.exists(target) && holds(target, file)) {
      return result(file, 0, List.of(), false);
    }
    if (Files.exists(target) && !force) {
      return result(file, 0, List.of(), true);
    }
    Path folder = target.toAbsolutePath().resolveSibling(".").normalize();
    Files.createDirectories(folder);
    try (DirectoryHandle directory = DirectoryHandle.open(folder);
        NewFile made = directory.newFile(file.executable() ? EXECUTABLE_MODE : MODE)) {
      write(file, made.content());
      made.content().setModified(file.modifiedNanos());
      made.replace(FileNames.nameBytes(target));
    } catch (C3Exception e) {
      return result(file, 0, List.of(new DownloadResult.Loss(file.path(), e.message())), false);
    }
    return result(file, 1, List.of(), false);
  }

  private void write(Entry.File file, OpenFile out) throws IOException {
    byte[] bytes = new byte[BUFFER];
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    try (InputStream in = blobs.read(file.digest(), BlobStore.Range.ALL)) {
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        out.write(buffer.clear().put(bytes, 0, count).flip());
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
