package c3.transfer.upload;

import c3.collect.Found;
import c3.collect.Found.Stamp;
import c3.model.Digest;
import c3.model.Entry;
import c3.posix.OpenFile;
import c3.transfer.Buffers;
import c3.transfer.Progress;
import c3.transfer.upload.SourceFiles.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;

/// Hashes files of any size through one buffer each. A file whose stamp changed meanwhile is hashed
/// again, a few times; one that grows is hashed as far as it reached. Safe for many threads.
final class LargeFileHash {
  private final Buffers buffers;
  private final Progress progress;

  LargeFileHash(int bufferBytes, Progress progress) {
    this.buffers = new Buffers(bufferBytes);
    this.progress = progress;
  }

  /// The file's entry; marked as changed when it never stood still. Nothing when it has vanished.
  /// Throws `UploadFailed` when it cannot be read.
  ///
  /// @param told how many bytes of it were told of before; they are taken back
  Optional<Entry.File> hash(Found.File found, long told) throws IOException {
    Optional<Entry.File> entry = Optional.empty();
    for (int i = 0; i < SourceFiles.READ_TRIES_MAX; i++) {
      takeBack(entry.map(Entry.File::sizeBytes).orElse(told));
      entry = SourceFiles.read(found, (file, stamp) -> hash(found, file, stamp));
      if (entry.isEmpty() || !entry.get().changed()) {
        break;
      }
    }
    return entry;
  }

  /// What was told of a file is to be done again.
  void takeBack(long told) {
    if (told > 0) {
      progress.on(new Progress.Event.Moved(-told));
    }
  }

  private Entry.File hash(Found.File found, OpenFile file, Stamp before) throws IOException {
    Content read = content(file, before.sizeBytes());
    Stamp after = Stamp.of(file.status());
    boolean changed = !after.equals(before) || read.sizeBytes() != after.sizeBytes();
    return SourceFiles.entry(found, after, new Content(read.digest(), read.sizeBytes(), changed));
  }

  /// Hashes the beginning of a file, all of it when it is that long.
  Content content(OpenFile file, long sizeBytes) throws IOException {
    return buffers.lend(buffer -> content(file, sizeBytes, buffer));
  }

  private Content content(OpenFile file, long sizeBytes, ByteBuffer buffer) throws IOException {
    MessageDigest hasher = Digest.hasher();
    long at = 0;
    int got = 1;
    while (at < sizeBytes && got > 0) {
      SourceFiles.checkGoesOn();
      buffer.clear().limit((int) Math.min(buffer.capacity(), sizeBytes - at));
      got = file.read(buffer, at);
      hasher.update(buffer.flip());
      at += got;
      progress.on(new Progress.Event.Moved(got));
    }
    return new Content(Digest.ofBytes(hasher.digest()), at, false);
  }
}
