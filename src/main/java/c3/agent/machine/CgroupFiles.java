package c3.agent.machine;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/// The kernel's files that cgroups are made and bounded through. Everything throws `IOException`
/// for what the kernel refuses.
interface CgroupFiles {
  /// Those of this machine.
  CgroupFiles KERNEL = new CgroupFiles() {};

  /// Makes a cgroup; one that is there stays as it is.
  default void make(Path cgroup) throws IOException {
    try {
      Files.createDirectory(cgroup);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(cgroup, LinkOption.NOFOLLOW_LINKS)) {
        throw e;
      }
    }
  }

  /// Removes a cgroup without processes; one that is gone is fine.
  default void remove(Path cgroup) throws IOException {
    Files.deleteIfExists(cgroup);
  }

  default void write(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.WRITE);
  }

  default String read(Path file) throws IOException {
    return Files.readString(file);
  }

  default boolean isWritable(Path file) {
    return Files.isWritable(file);
  }

  /// The cgroups below one; none when it is gone.
  default List<Path> below(Path cgroup) throws IOException {
    try (Stream<Path> children = Files.list(cgroup)) {
      return children.filter(child -> Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }
}
