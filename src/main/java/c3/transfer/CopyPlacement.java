package c3.transfer;

import c3.model.Digest;
import c3.model.Entry;
import c3.posix.NewFile;
import c3.posix.OpenFile;
import c3.posix.UncachedWriter;
import c3.store.BlobCorrupt;
import c3.store.BlobLocator.Place;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;

/// Makes every file anew, with its own bytes.
///
/// @param mode the permission bits of a file, of which the process's mask takes some away
/// @param executableMode the same of one that may be executed
/// @param buffers what bytes pass through
record CopyPlacement(int mode, int executableMode, Buffers buffers) implements Placement {
  private static final int BUFFER = 1 << 20;

  CopyPlacement(int mode, int executableMode) {
    this(mode, executableMode, new Buffers(BUFFER));
  }

  @Override
  public void fromDisk(Spot spot, Place place) throws IOException {
    Entry.File file = spot.file();
    try (OpenFile source = OpenFile.forReading(place.file())) {
      if (file.sizeBytes() <= BUFFER) {
        copySmall(source, place, spot);
      } else {
        copyLarge(source, place, spot);
      }
    } catch (NoSuchFileException e) {
      throw gone(spot, place);
    }
  }

  private void copySmall(OpenFile source, Place place, Spot spot) throws IOException {
    Entry.File file = spot.file();
    buffers.lend(buffer -> {
      fill(buffer, source, place.offset(), 0, file);
      MessageDigest hasher = Digest.hasher();
      hasher.update(buffer.flip());
      check(hasher, file);
      fromMemory(spot, buffer.rewind());
      return file;
    });
  }

  /// Shares the object's blocks where the file system can, and copies them otherwise.
  private void copyLarge(OpenFile source, Place place, Spot spot) throws IOException {
    Entry.File file = spot.file();
    try (NewFile made = spot.unseen(mode(file))) {
      if (place.offset() == 0 && isShared(source, made.content(), file)) {
        check(hashed(made.content(), 0, spot), file);
      } else {
        check(copied(source, place, made.content(), spot), file);
      }
      finish(spot, made);
    }
  }

  /// The kernel may share less than all when the disk is full; what is there is then copied over.
  private static boolean isShared(OpenFile source, OpenFile target, Entry.File file)
      throws IOException {
    return source.status().sizeBytes() == file.sizeBytes()
        && target.share(source)
        && target.status().sizeBytes() == file.sizeBytes();
  }

  /// Reads and hashes a piece while the disk writes the one before.
  private MessageDigest copied(OpenFile source, Place place, OpenFile target, Spot spot)
      throws IOException {
    UncachedWriter writer = new UncachedWriter(target);
    MessageDigest hasher = Digest.hasher();
    try (Workers writing =
        new Workers(1, 1, Thread.ofPlatform().daemon().name("write").factory())) {
      for (long at = 0; at < spot.file().sizeBytes(); ) {
        ByteBuffer piece = buffers.take();
        int length = fill(piece, source, place.offset(), at, spot.file());
        hasher.update(piece.flip());
        writing.submit(() -> {
          writer.write(piece.rewind());
          buffers.giveBack(piece);
        });
        at += length;
        spot.progress().reached(at);
      }
      writing.drain();
    }
    return hasher;
  }

  /// Throws `BlobCorrupt` unless a file's bytes lie there.
  void verify(Spot spot, Place place) throws IOException {
    try (OpenFile source = OpenFile.forReading(place.file())) {
      check(hashed(source, place.offset(), spot), spot.file());
    } catch (NoSuchFileException e) {
      throw gone(spot, place);
    }
  }

  private static BlobCorrupt gone(Spot spot, Place place) {
    return new BlobCorrupt(spot.file().digest(), "its object " + place.file() + " is gone");
  }

  private MessageDigest hashed(OpenFile source, long offset, Spot spot) throws IOException {
    Entry.File file = spot.file();
    MessageDigest hasher = Digest.hasher();
    return buffers.lend(buffer -> {
      for (long at = 0; at < file.sizeBytes(); ) {
        at += fill(buffer.clear(), source, offset, at, file);
        hasher.update(buffer.flip());
        spot.progress().reached(at);
      }
      return hasher;
    });
  }

  /// Reads as much of a file as the buffer holds or as there is; returns how much that was.
  ///
  /// @param offset where the file begins in its object
  /// @param at where in the file to read from
  private static int fill(ByteBuffer buffer, OpenFile source, long offset, long at, Entry.File file)
      throws IOException {
    buffer.limit((int) Math.min(buffer.capacity(), file.sizeBytes() - at));
    while (buffer.hasRemaining()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted while copying");
      }
      if (source.read(buffer, offset + at + buffer.position()) == 0) {
        throw new BlobCorrupt(file.digest(), "its object is cut short");
      }
    }
    return buffer.limit();
  }

  @Override
  public void fromMemory(Spot spot, ByteBuffer content) throws IOException {
    try (NewFile made = spot.verified(mode(spot.file()))) {
      if (content.hasRemaining()) {
        made.content().write(content);
      }
      finish(spot, made);
    }
  }

  @Override
  public void fromStream(Spot spot, InputStream content) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    byte[] bytes = new byte[BUFFER];
    long left = spot.file().sizeBytes();
    try (NewFile made = spot.unseen(mode(spot.file()))) {
      for (int read = content.read(bytes); read >= 0; read = content.read(bytes)) {
        buffer.clear().put(bytes, 0, read).flip();
        made.content().write(buffer);
        left -= read;
        spot.progress().reached(spot.file().sizeBytes() - left);
      }
      if (left != 0) {
        throw new EOFException(spot.file().path() + " has another size than its manifest says");
      }
      finish(spot, made);
    }
  }

  private int mode(Entry.File file) {
    return file.executable() ? executableMode : mode;
  }

  private static void finish(Spot spot, NewFile made) throws IOException {
    made.content().setModified(spot.file().modifiedNanos());
    spot.take(made);
  }

  private static void check(MessageDigest hasher, Entry.File file) throws BlobCorrupt {
    if (!Digest.ofBytes(hasher.digest()).equals(file.digest())) {
      throw new BlobCorrupt(file.digest(), "its bytes have changed");
    }
  }
}
