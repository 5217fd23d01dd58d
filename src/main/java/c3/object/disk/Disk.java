package c3.object.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/// The few file calls through which the store writes, so that a simulated disk can stand in and
/// crash between any two of them. Each throws what `java.nio.file.Files` throws.
public interface Disk {
  /// Opens a file for reading or writing; options as `FileChannel.open`. Durable only after
  /// `force`.
  FileChannel open(Path file, OpenOption... options) throws IOException;

  /// Makes a file's bytes and length durable.
  void force(FileChannel file) throws IOException;

  /// Gives a file a new name on the same file system, atomically, replacing nothing: throws
  /// `FileAlreadyExistsException` when the name is taken. Durable only after `forceDirectory`.
  void rename(Path from, Path to) throws IOException;

  /// Sets a file's mode to 0444, or to 0555. Durable with the next `force`.
  void makeReadOnly(Path file, boolean executable) throws IOException;

  /// Makes a directory and its missing parents; an existing one is a success.
  void makeDirectories(Path directory) throws IOException;

  /// Makes a directory that only its user may enter, with its missing parents; an existing one gets
  /// that mode.
  void makePrivateDirectory(Path directory) throws IOException;

  /// How many bytes may still be written to the file system that a file or directory lies on.
  long usableBytes(Path path) throws IOException;

  /// Makes a directory's names durable.
  void forceDirectory(Path directory) throws IOException;

  /// Removes a file; a missing one is a success. Durable only after `forceDirectory`.
  void delete(Path file) throws IOException;
}
