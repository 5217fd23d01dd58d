package c3.posix;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;

/// An open directory. Everything below it is reached by one name at a time, relative to the open
/// directory, and no symbolic link is ever followed: whatever happens to the tree meanwhile,
/// nothing outside it is touched, and a path may be longer than the kernel takes in one piece.
///
/// Names are single segments of a path, as bytes; `.`, `..`, the empty name and slashes throw
/// `IllegalArgumentException`. Failures are those of `java.nio.file`. Safe for many threads until
/// it is closed.
public final class DirectoryHandle implements Closeable {
  private static final int OPEN_FLAGS = Flags.O_RDONLY | Flags.O_DIRECTORY | Flags.O_CLOEXEC;
  private static final int ANY_MODE = 0777;

  private final int descriptor;
  private final boolean isNew;
  private boolean open = true;

  private DirectoryHandle(int descriptor, boolean isNew) {
    this.descriptor = descriptor;
    this.isNew = isNew;
  }

  /// Opens a directory by its path; links in it are followed, as its owner meant them.
  public static DirectoryHandle open(Path directory) throws IOException {
    byte[] path = FileNames.bytes(directory.toAbsolutePath());
    return new DirectoryHandle(Calls.open(Flags.AT_FDCWD, path, OPEN_FLAGS, 0), false);
  }

  /// Opens a directory in this one. Throws `NotDirectoryException` for anything else, a link to a
  /// directory too.
  public DirectoryHandle open(byte[] name) throws IOException {
    return open(name, false);
  }

  private DirectoryHandle open(byte[] name, boolean isNew) throws IOException {
    checkName(name);
    try {
      int child = Calls.open(descriptor, name, OPEN_FLAGS | Flags.O_NOFOLLOW, 0);
      return new DirectoryHandle(child, isNew);
    } catch (FileSystemLoopException e) {
      throw notDirectory(name, e);
    }
  }

  /// Opens a directory in this one, made if nothing has that name.
  public DirectoryHandle openOrMake(byte[] name) throws IOException {
    try {
      return open(name);
    } catch (NoSuchFileException e) {
      return open(name, call(name, text -> LibC.mkdirat(descriptor, text, ANY_MODE), Errno.EEXIST));
    }
  }

  /// Whether `openOrMake` has made the directory, so that what lies in it came later.
  public boolean isNew() {
    return isNew;
  }

  private static NotDirectoryException notDirectory(byte[] name, IOException cause) {
    NotDirectoryException failure = new NotDirectoryException(shown(name));
    failure.initCause(cause);
    return failure;
  }

  /// Makes a directory, with the modes that the process's mask leaves; one that is there is a
  /// success.
  public void make(byte[] name) throws IOException {
    call(name, text -> LibC.mkdirat(descriptor, text, ANY_MODE), Errno.EEXIST);
  }

  /// What has a name here, the link itself when it is one.
  public Optional<FileStatus> status(byte[] name) throws IOException {
    checkName(name);
    try {
      return Optional.of(
          Calls.status(descriptor, name, Flags.AT_SYMLINK_NOFOLLOW, DirectoryHandle::shown));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /// Opens a file here for reading; see `OpenFile.forReading`.
  public OpenFile openFile(byte[] name) throws IOException {
    checkName(name);
    return OpenFile.open(descriptor, name);
  }

  /// Makes a file that has no name yet.
  ///
  /// @param mode its permission bits, of which the process's mask takes some away
  public NewFile newFile(int mode) throws IOException {
    return NewFile.create(this, mode);
  }

  /// Makes a file under its name; see `NewFile`. Throws `FileAlreadyExistsException`.
  public NewFile newFile(byte[] name, int mode) throws IOException {
    checkName(name);
    return NewFile.createAs(this, name, mode);
  }

  /// Gives an existing file a second name here. Throws `FileAlreadyExistsException`, or whatever
  /// the file system has against it. The file is not followed when it is a link.
  public void link(Path existing, byte[] name) throws IOException {
    checkName(name);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment from = Calls.text(arena, FileNames.bytes(existing));
      Errno.check(
          LibC.linkat(Flags.AT_FDCWD, from, descriptor, Calls.text(arena, name), Flags.NONE), name);
    }
  }

  /// Makes a symbolic link that says exactly these bytes. Throws `FileAlreadyExistsException`.
  public void symbolicLink(byte[] target, byte[] name) throws IOException {
    checkName(name);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment says = Calls.text(arena, target);
      Errno.check(LibC.symlinkat(says, descriptor, Calls.text(arena, name)), name);
    }
  }

  /// What a symbolic link says, byte for byte. Throws when it is none.
  public byte[] readLink(byte[] name) throws IOException {
    checkName(name);
    return Calls.readLink(descriptor, name, shown(name));
  }

  /// Gives a file another name here, replacing what had it, atomically.
  public void rename(byte[] from, byte[] to) throws IOException {
    move(from, this, to);
  }

  /// Moves what has a name here into a directory of the same file system, replacing a file that has
  /// the new name, atomically.
  public void move(byte[] name, DirectoryHandle target, byte[] newName) throws IOException {
    checkName(name);
    checkName(newName);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment from = Calls.text(arena, name);
      MemorySegment to = Calls.text(arena, newName);
      Errno.check(LibC.renameat(descriptor, from, target.descriptor, to), newName);
    }
  }

  /// Removes a name that is no directory's; a missing one is a success.
  public void delete(byte[] name) throws IOException {
    call(name, text -> LibC.unlinkat(descriptor, text, Flags.NONE), Errno.ENOENT);
  }

  /// Removes an empty directory; a missing one is a success. Throws `DirectoryNotEmptyException`.
  public void deleteDirectory(byte[] name) throws IOException {
    call(name, text -> LibC.unlinkat(descriptor, text, Flags.AT_REMOVEDIR), Errno.ENOENT);
  }

  /// Sets the permission bits of what has a name here; throws for a link rather than follow it.
  public void setMode(byte[] name, int mode) throws IOException {
    checkName(name);
    int flags = Flags.O_PATH | Flags.O_NOFOLLOW | Flags.O_CLOEXEC;
    int child = Calls.open(descriptor, name, flags, 0);
    try {
      Errno.check(LibC.chmod(Calls.text(Calls.ownName(child)), mode), name);
    } finally {
      LibC.close(child);
    }
  }

  private static String shown(byte[] name) {
    return new String(name, StandardCharsets.UTF_8);
  }

  int descriptor() {
    return descriptor;
  }

  private interface NameCall {
    int run(MemorySegment name);
  }

  /// Returns whether the call did something: a certain failure means that there was nothing to do.
  private static boolean call(byte[] name, NameCall call, int success) throws IOException {
    checkName(name);
    int answer = call.run(Calls.text(name));
    return answer != -success && Errno.check(answer, name) >= 0;
  }

  static void checkName(byte[] name) {
    boolean dots =
        name.length <= 2
            && name.length > 0
            && name[0] == '.'
            && (name.length == 1 || name[1] == '.');
    if (name.length == 0 || dots) {
      throw new IllegalArgumentException("not a name in a directory");
    }
    for (byte b : name) {
      if (b == '/') {
        throw new IllegalArgumentException("a name in a directory has no slash");
      }
    }
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      LibC.close(descriptor);
    }
  }
}
