package c3.posix;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;

/// The kernel's word that nobody can write to a file: granted only when no descriptor and no shared
/// mapping is open for writing anywhere on the machine, and taken away when somebody opens one,
/// which waits until the lease is given back. For files of the process's own user on a local file
/// system.
public final class ReadLease implements Closeable {
  private final OpenFile file;

  private ReadLease(OpenFile file) {
    this.file = file;
  }

  /// Takes a lease on a file that is open for reading. Throws `FileSystemException` when somebody
  /// can still write to it, when it is another user's, or when the file system knows no leases.
  /// Close the lease before the file.
  public static ReadLease take(OpenFile file) throws IOException {
    byte[] name = "a file that is handed over".getBytes(StandardCharsets.US_ASCII);
    // The signal that tells of the lease's end is SIGIO by default, which ends the process; SIGURG
    // is ignored by default.
    Errno.check(LibC.fcntl(file.descriptor(), Flags.F_SETSIG, Flags.SIGURG), name);
    int answer = LibC.fcntl(file.descriptor(), Flags.F_SETLEASE, Flags.F_RDLCK);
    if (answer == -Errno.EAGAIN) {
      throw new FileSystemException(null, null, "somebody can still write to the file");
    }
    Errno.check(answer, name);
    return new ReadLease(file);
  }

  /// Whether nobody has asked to write to the file since the lease was taken.
  public boolean isHeld() {
    return LibC.fcntl(file.descriptor(), Flags.F_GETLEASE, 0) == Flags.F_RDLCK;
  }

  /// Gives the lease back; who waits to write may go on.
  @Override
  public void close() {
    LibC.fcntl(file.descriptor(), Flags.F_SETLEASE, Flags.F_UNLCK);
  }
}
