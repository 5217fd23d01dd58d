package c3.transfer.upload;

import c3.collect.Found;
import c3.collect.Found.Stamp;
import c3.model.Digest;
import c3.model.Entry;
import c3.model.ErrorCode;
import c3.posix.FileStatus;
import c3.posix.OpenFile;
import c3.transfer.Progress;
import c3.transfer.UploadFailed;
import c3.transfer.Workers;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;

/// What is known of the files that are uploaded, whichever way they go.
final class SourceFiles {
  /// How often a file is read again because it changed meanwhile.
  static final int READ_TRIES_MAX = 3;

  private SourceFiles() {}

  /// Something that is done with an open file.
  interface Reading<T> {
    T read(OpenFile file, Stamp stamp) throws IOException;
  }

  /// Opens a file and does something with it. Nothing when it has vanished, or is no regular file
  /// any more. Throws `UploadFailed` naming it when it cannot be read.
  static <T> Optional<T> read(Found.File found, Reading<T> reading) throws IOException {
    try (OpenFile file = OpenFile.forReading(found.file())) {
      FileStatus status = file.status();
      return status.isFile() ? Optional.of(reading.read(file, Stamp.of(status))) : Optional.empty();
    } catch (NoSuchFileException | NotDirectoryException | FileSystemLoopException e) {
      return Optional.empty();
    } catch (AccessDeniedException e) {
      throw unreadable(found, "permission denied", e);
    } catch (FileSystemException e) {
      throw unreadable(found, String.valueOf(e.getReason()), e);
    }
  }

  private static IOException unreadable(Found.File found, String why, IOException cause) {
    return new UploadFailed(
            ErrorCode.INVALID, Optional.of(found.path()), "it cannot be read: " + why)
        .causedBy(cause);
  }

  /// Throws `InterruptedIOException` when the transfer was broken off.
  static void checkGoesOn() throws InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw Workers.brokenOff();
    }
  }

  /// Reads a small file into memory.
  interface Small {
    ReadFile read(Found.File file) throws IOException;
  }

  /// Reads a file and tells of it; a large one is left to others.
  static ReadFile read(Found.File file, long smallFileMax, Progress progress, Small reader)
      throws IOException {
    progress.on(new Progress.Event.Started(file.path(), file.stamp().sizeBytes()));
    if (file.stamp().sizeBytes() > smallFileMax) {
      return new ReadFile.Large(file);
    }
    ReadFile read = reader.read(file);
    if (read instanceof ReadFile.Small small) {
      progress.on(new Progress.Event.Moved(small.sizeBytes()));
    }
    return read;
  }

  /// The entry of a file whose bytes were read.
  static Entry.File entry(Found.File found, Stamp stamp, Content content) {
    return new Entry.File(
        found.path(),
        content.sizeBytes(),
        stamp.executable(),
        stamp.modifiedNanos(),
        content.digest(),
        content.changed());
  }

  /// The entry of a file that looks as it did when its bytes had a digest.
  static Entry.File known(Found.File found, Digest digest) {
    Stamp stamp = found.stamp();
    return entry(found, stamp, new Content(digest, stamp.sizeBytes(), false));
  }

  /// The bytes of a file, as they were read.
  ///
  /// @param digest what names exactly these bytes
  /// @param sizeBytes how many they are
  /// @param changed whether the file kept changing
  record Content(Digest digest, long sizeBytes, boolean changed) {}
}
