package c3.transfer.upload;

import c3.collect.Found;
import c3.collect.Found.Stamp;
import c3.model.Digest;
import c3.model.Limits;
import c3.posix.OpenFile;
import c3.transfer.upload.SourceFiles.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;

/// Reads small files whole and hashes what it read. A file whose stamp changed meanwhile is read
/// again, a few times, and then kept as it was read and marked. One that has grown too large is
/// left to others. Holds one buffer; for one thread.
final class SmallFileReader {
  private final ByteBuffer buffer;
  private final MessageDigest hasher = Digest.hasher();

  SmallFileReader(Limits limits) {
    this.buffer = ByteBuffer.allocateDirect(Math.toIntExact(limits.smallFileMax() + 1));
  }

  /// Reads a file into memory of its own. Throws `UploadFailed` when it cannot be read.
  ReadFile read(Found.File found) throws IOException {
    Optional<ReadFile> read = Optional.empty();
    for (int i = 0; i < SourceFiles.READ_TRIES_MAX; i++) {
      read = SourceFiles.read(found, (file, stamp) -> read(found, file, stamp));
      if (read.isEmpty() || !isChanged(read.get())) {
        break;
      }
    }
    return read.orElseGet(() -> new ReadFile.Gone(found.path()));
  }

  private static boolean isChanged(ReadFile read) {
    return read instanceof ReadFile.Small small && small.entry().changed();
  }

  private ReadFile read(Found.File found, OpenFile file, Stamp before) throws IOException {
    if (before.sizeBytes() >= buffer.capacity()) {
      return new ReadFile.Large(found);
    }
    fill(buffer.clear(), file, before.sizeBytes());
    ByteBuffer content = ByteBuffer.allocate(buffer.flip().limit()).put(buffer).flip();
    Stamp after = Stamp.of(file.status());
    boolean changed = !after.equals(before) || content.limit() != after.sizeBytes();
    return small(found, after, content, changed);
  }

  /// A file with the bytes that were read.
  ReadFile small(Found.File found, Stamp stamp, ByteBuffer content, boolean changed) {
    hasher.update(content.duplicate());
    Digest digest = Digest.ofBytes(hasher.digest());
    Content read = new Content(digest, content.limit(), changed);
    return new ReadFile.Small(found, SourceFiles.entry(found, stamp, read), content);
  }

  /// Reads as many bytes as a file is said to have, or has.
  static void fill(ByteBuffer buffer, OpenFile file, long sizeBytes) throws IOException {
    int got = 1;
    while (buffer.position() < sizeBytes && got > 0) {
      got = file.read(buffer, buffer.position());
    }
  }
}
