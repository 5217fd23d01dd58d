package c3.transfer;

import c3.model.Digest;
import c3.model.Entry;
import c3.posix.NewFile;
import c3.posix.OpenFile;
import c3.store.BlobCorrupt;
import c3.store.BlobLocator.Place;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Makes every file anew, with its own bytes.
///
/// @param mode the permission bits of a file, of which the process's mask takes some away
/// @param executableMode the same of one that may be executed
/// @param buffers what bytes pass through
record CopyPlacement(int mode, int executableMode, Buffers buffers) implements Placement {
  private static final int BUFFER = 1 << 20;
  private static final long PIECE = 1 << 26;

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
      buffer.limit((int) file.sizeBytes());
      while (buffer.hasRemaining()) {
        if (source.read(buffer, place.offset() + buffer.position()) == 0) {
          throw new BlobCorrupt(file.digest(), "its object is cut short");
        }
      }
      MessageDigest hasher = Digest.hasher();
      hasher.update(buffer.flip());
      check(hasher, file);
      fromMemory(spot, buffer.rewind());
      return file;
    });
  }

  /// The kernel copies while another thread reads the object once more and hashes it: both take
  /// about as long, and neither waits for the other.
  private void copyLarge(OpenFile source, Place place, Spot spot) throws IOException {
    Entry.File file = spot.file();
    FutureTask<MessageDigest> hashing = new FutureTask<>(() -> hashed(place, file));
    Thread.ofPlatform().daemon().name("hash").start(hashing);
    try (NewFile made = spot.unseen(mode(file))) {
      long copied = copied(source, place, made.content(), spot);
      MessageDigest hasher = hashing.get();
      if (copied != file.sizeBytes()) {
        throw new BlobCorrupt(file.digest(), "its object is cut short");
      }
      check(hasher, file);
      finish(spot, made);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted();
    } finally {
      // Of use only where the copy has failed.
      hashing.cancel(true);
    }
  }

  private static IOException interrupted() {
    return new InterruptedIOException("interrupted while copying");
  }

  /// Copies piece by piece, and has the disk write one while the next is copied.
  private static long copied(OpenFile source, Place place, OpenFile target, Spot spot)
      throws IOException {
    long sizeBytes = spot.file().sizeBytes();
    long done = 0;
    while (done < sizeBytes) {
      long piece = Math.min(PIECE, sizeBytes - done);
      long copied = target.copyFrom(source, place.offset() + done, piece, done);
      done += copied;
      if (copied < piece) {
        return done;
      }
      target.startWriteBack();
      spot.progress().reached(done);
    }
    return done;
  }

  /// Throws `BlobCorrupt` unless a file's bytes lie there.
  void verify(Spot spot, Place place) throws IOException {
    try {
      check(hashed(place, spot.file()), spot.file());
    } catch (NoSuchFileException e) {
      throw gone(spot, place);
    }
  }

  private static BlobCorrupt gone(Spot spot, Place place) {
    return new BlobCorrupt(spot.file().digest(), "its object " + place.file() + " is gone");
  }

  private MessageDigest hashed(Place place, Entry.File file) throws IOException {
    MessageDigest hasher = Digest.hasher();
    try (OpenFile source = OpenFile.forReading(place.file())) {
      return buffers.lend(buffer -> {
        for (long at = 0; at < file.sizeBytes(); ) {
          if (Thread.currentThread().isInterrupted()) {
            throw interrupted();
          }
          buffer.clear().limit((int) Math.min(BUFFER, file.sizeBytes() - at));
          int read = source.read(buffer, place.offset() + at);
          if (read == 0) {
            throw new BlobCorrupt(file.digest(), "its object is cut short");
          }
          hasher.update(buffer.flip());
          at += read;
        }
        return hasher;
      });
    }
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
