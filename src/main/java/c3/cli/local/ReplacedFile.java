package c3.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Optional;

/// A file that is only ever replaced as a whole, and what it says: read again when another file has
/// taken its name, since every call to a server asks for it. Safe for many threads.
final class ReplacedFile<T> {
  private final Path file;
  private final Reader<T> reader;
  private volatile Optional<Reading<T>> last = Optional.empty();

  /// @param reader reads what is there, or finds nothing
  ReplacedFile(Path file, Reader<T> reader) {
    this.file = file;
    this.reader = reader;
  }

  /// Reads a file.
  interface Reader<T> {
    Optional<T> read(Path file) throws IOException;
  }

  /// Which file it was, and what it said.
  private record Reading<T>(Object inode, FileTime modified, T value) {
    boolean isOf(BasicFileAttributes now) {
      return inode.equals(now.fileKey()) && modified.equals(now.lastModifiedTime());
    }
  }

  /// What the file says now; absent when there is none.
  Optional<T> read() throws IOException {
    BasicFileAttributes now;
    try {
      now = Files.readAttributes(file, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    Optional<Reading<T>> before = last;
    if (before.isPresent() && before.get().isOf(now)) {
      return Optional.of(before.get().value());
    }
    // Looked at before it was read: of a newer file, what is kept is read again at worst.
    Optional<T> value = reader.read(file);
    last =
        value.map(read ->
            new Reading<>(Objects.requireNonNull(now.fileKey()), now.lastModifiedTime(), read));
    return value;
  }
}
