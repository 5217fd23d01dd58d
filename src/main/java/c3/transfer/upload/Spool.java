package c3.transfer.upload;

import c3.collect.Found.Stamp;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.posix.DirectoryHandle;
import c3.posix.FileNames;
import c3.posix.NewFile;
import c3.posix.OpenFile;
import c3.posix.TreeRemoval;
import c3.store.intake.StorageFailure;
import c3.transfer.UploadFailed;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// A folder of one upload's own, for bundles and the manifest before they are in the store. Closing
/// removes it with whatever is left in it. Safe for many threads.
final class Spool implements Closeable {
  private static final int MODE = 0600;
  private static final int EXECUTABLE_MODE = 0700;

  private final Path folder;
  private final Supplier<UUID> names;

  /// Makes the folder below a directory, which is made as needed.
  Spool(Path directory, Supplier<UUID> names) throws IOException {
    this.folder = directory.resolve("upload-" + names.get());
    this.names = names;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /// A name that nothing has.
  Path next() {
    return folder.resolve(newId().toString());
  }

  UUID newId() {
    return names.get();
  }

  /// Something that writes into the folder.
  interface Writing<T> {
    T write() throws IOException;
  }

  /// Does it, and says of a failure that it was this folder's.
  <T> T write(Writing<T> writing) throws IOException {
    try {
      return writing.write();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /// The same for who writes for every file, and would make as many objects: what a failure of it
  /// is called.
  IOException failure(IOException writing) {
    boolean isNamed =
        writing instanceof C3Exception
            || writing instanceof InterruptedIOException
            || writing instanceof ClosedByInterruptException;
    return isNamed ? writing : unwritable(writing);
  }

  /// Copies the beginning of a file into the folder; returns how many bytes there were. A failure
  /// to read the file comes out as it is.
  long copy(OpenFile source, Stamp stamp, Path copy) throws IOException {
    int mode = stamp.executable() ? EXECUTABLE_MODE : MODE;
    try (DirectoryHandle directory = DirectoryHandle.open(folder);
        NewFile file = directory.newFile(mode)) {
      long copied = file.content().copyFrom(source, 0, stamp.sizeBytes(), 0);
      file.name(FileNames.nameBytes(copy));
      return copied;
    } catch (FileSystemException e) {
      throw source.isNamedBy(e) ? e : unwritable(e);
    }
  }

  private IOException unwritable(IOException cause) {
    String reason = String.valueOf(cause.getMessage());
    ErrorCode code = StorageFailure.kind(cause).orElse(ErrorCode.STORAGE_FAILED);
    String why = "cannot write below " + folder.getParent() + ": " + reason;
    return new UploadFailed(code, Optional.empty(), why).causedBy(cause);
  }

  /// Removes a file of the folder before the upload is over.
  void remove(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void close() throws IOException {
    TreeRemoval.remove(folder);
  }
}
