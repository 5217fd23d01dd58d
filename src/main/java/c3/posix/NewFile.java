package c3.posix;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.Optional;

/// A file that is written before it has a name, so that nobody ever sees it half written: 1. made
/// by `DirectoryHandle.newFile`; 2. written; 3. named. Closed without a name it leaves nothing, and
/// neither does a process that dies, except on file systems without nameless files, where a file
/// called `.c3-part-...` stays. For one thread.
///
/// `DirectoryHandle.newFile` with a name makes one that has its name at once, which takes the
/// kernel half as long, where nobody looks yet.
public final class NewFile implements Closeable {
  private static final int NAME_TRIES_MAX = 10_000;

  private final DirectoryHandle directory;
  private final OpenFile content;
  private Optional<byte[]> temporary;

  private NewFile(DirectoryHandle directory, OpenFile content, Optional<byte[]> temporary) {
    this.directory = directory;
    this.content = content;
    this.temporary = temporary;
  }

  static NewFile create(DirectoryHandle directory, int mode) throws IOException {
    int flags = Flags.O_TMPFILE | Flags.O_RDWR | Flags.O_CLOEXEC;
    int nameless = LibC.openat(directory.descriptor(), Calls.text(Calls.HERE), flags, mode);
    if (nameless >= 0) {
      return new NewFile(directory, new OpenFile(nameless, Calls.HERE), Optional.empty());
    }
    return switch (-nameless) {
      case Errno.EOPNOTSUPP, Errno.EISDIR, Errno.EINVAL, Errno.ENOENT -> named(directory, mode);
      default -> throw Errno.failure(-nameless, "a new file");
    };
  }

  /// Under its own name from the start.
  static NewFile createAs(DirectoryHandle directory, byte[] name, int mode) throws IOException {
    int flags = Flags.O_CREAT | Flags.O_EXCL | Flags.O_RDWR | Flags.O_CLOEXEC;
    int descriptor = Calls.open(directory.descriptor(), name, flags, mode);
    return new NewFile(directory, new OpenFile(descriptor, name), Optional.of(name));
  }

  private static NewFile named(DirectoryHandle directory, int mode) throws IOException {
    for (int i = 0; i < NAME_TRIES_MAX; i++) {
      try {
        return createAs(directory, temporaryName(i), mode);
      } catch (FileAlreadyExistsException e) {
        // Another thread's, or left by a process that died: the next one is free.
      }
    }
    throw new FileSystemException(".c3-part-...", null, "too many were left behind; remove them");
  }

  private static byte[] temporaryName(int number) {
    return (".c3-part-" + ProcessHandle.current().pid() + "-" + number)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /// Where its bytes go; closed with it.
  public OpenFile content() {
    return content;
  }

  /// Gives the file its name. Throws `FileAlreadyExistsException` when something has it; on a file
  /// system without nameless files that is looked up a moment before.
  public void name(byte[] name) throws IOException {
    DirectoryHandle.checkName(name);
    if (temporary.isEmpty()) {
      linkAs(name);
      return;
    }
    if (directory.status(name).isPresent()) {
      throw new FileAlreadyExistsException(new String(name, StandardCharsets.UTF_8));
    }
    replace(name);
  }

  /// Gives the file its name, taking it from any file or link that has it, atomically.
  public void replace(byte[] name) throws IOException {
    if (temporary.isPresent() && Arrays.equals(temporary.get(), name)) {
      temporary = Optional.empty();
      return;
    }
    if (temporary.isEmpty()) {
      giveTemporaryName();
    }
    directory.rename(temporary.orElseThrow(), name);
    temporary = Optional.empty();
  }

  private void giveTemporaryName() throws IOException {
    for (int i = 0; i < NAME_TRIES_MAX; i++) {
      byte[] name = temporaryName(i);
      try {
        linkAs(name);
        temporary = Optional.of(name);
        return;
      } catch (FileAlreadyExistsException e) {
        // As in `named`.
      }
    }
    throw new FileSystemException(".c3-part-...", null, "too many were left behind; remove them");
  }

  private void linkAs(byte[] name) throws IOException {
    byte[] own = ("/proc/self/fd/" + content.descriptor()).getBytes(StandardCharsets.US_ASCII);
    try (Arena arena = Arena.ofConfined()) {
      int answer =
          LibC.linkat(
              Flags.AT_FDCWD,
              Calls.text(arena, own),
              directory.descriptor(),
              Calls.text(arena, name),
              Flags.AT_SYMLINK_FOLLOW);
      Errno.check(answer, name);
    }
  }

  @Override
  public void close() throws IOException {
    boolean left;
    try (content) {
      left = temporary.isPresent() && isOwn(temporary.get());
    }
    if (left) {
      directory.delete(temporary.orElseThrow());
    }
  }

  /// Whether a name is still this file's: of two that restore the same, one may have put a whole
  /// file in the place of the other's half.
  private boolean isOwn(byte[] name) throws IOException {
    FileStatus own = content.status();
    return directory
        .status(name)
        .filter(there -> there.inode() == own.inode() && there.device() == own.device())
        .isPresent();
  }
}
