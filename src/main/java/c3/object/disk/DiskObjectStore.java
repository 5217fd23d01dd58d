package c3.object.disk;

import c3.object.ObjectKey;
import c3.object.ObjectStore;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Keeps each object as a file below a root on one file system, 65,536 directories wide. A batch
/// costs one rename a draft and then one `force` for each directory that got a name, which is a
/// seventh of forcing after each; a batch that is deleted, the same.
public final class DiskObjectStore implements ObjectStore {
  /// The folder of all objects, below the root.
  public static final String OBJECTS = "o";

  /// The folder of what was set aside, below the root.
  public static final String UNKNOWN = "unknown";

  private static final int DEPTH = 3;

  private final Disk disk;
  private final Path root;

  /// Directories whose own names this process has made durable. That one exists does not say so: it
  /// may have been made just before an earlier process died.
  private final Set<Path> durableDirectories = ConcurrentHashMap.newKeySet();

  /// @param root an existing directory, whose own name is durable
  public DiskObjectStore(Disk disk, Path root) {
    this.disk = disk;
    this.root = root;
  }

  @Override
  public void publish(List<Publication> drafts) throws IOException {
    Set<Path> touched = new LinkedHashSet<>();
    Set<Path> made = new LinkedHashSet<>();
    for (Publication draft : drafts) {
      Path directory = parent(path(draft.key()));
      if (!durableDirectories.contains(directory)) {
        disk.makeDirectories(directory);
        made.add(directory);
      }
      rename(draft);
      touched.add(directory);
    }
    for (Path directory : made) {
      Path above = parent(directory);
      touched.add(above);
      touched.add(parent(above));
    }
    if (!made.isEmpty()) {
      touched.add(root);
    }
    for (Path directory : touched) {
      disk.forceDirectory(directory);
    }
    durableDirectories.addAll(made);
  }

  private void rename(Publication draft) throws IOException {
    Path file = path(draft.key());
    try {
      disk.rename(draft.draft(), file);
    } catch (NoSuchFileException | FileAlreadyExistsException e) {
      boolean published = Files.exists(file) && !Files.exists(draft.draft());
      if (!published) {
        throw e;
      }
    }
  }

  @Override
  public InputStream open(ObjectKey key, long offset, long length) throws IOException {
    FileChannel channel = disk.open(path(key), StandardOpenOption.READ);
    try {
      if (length > channel.size() - offset) {
        throw new EOFException(key + " is shorter than it should be");
      }
      return new RangeStream(channel.position(offset), length);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /// A missing object may be one that was deleted just before an earlier process died, so its
  /// directory is forced as well.
  @Override
  public void delete(Collection<ObjectKey> keys) throws IOException {
    Set<Path> touched = new LinkedHashSet<>();
    for (ObjectKey key : keys) {
      Path file = path(key);
      disk.delete(file);
      touched.add(parent(file));
    }
    for (Path directory : touched) {
      if (Files.isDirectory(directory)) {
        disk.forceDirectory(directory);
      }
    }
  }

  @Override
  @SuppressWarnings("StreamResourceLeak") // It is the caller's to close.
  public Stream<Found> list() throws IOException {
    Path objects = root.resolve(OBJECTS);
    if (!Files.isDirectory(objects)) {
      return Stream.empty();
    }
    return Files.find(objects, DEPTH, (file, attributes) -> attributes.isRegularFile())
        .flatMap(this::found);
  }

  /// What is not an object's name is none of ours.
  private Stream<Found> found(Path file) {
    ObjectKey key;
    try {
      key = ObjectKey.parse(root.relativize(file).toString());
    } catch (IllegalArgumentException e) {
      return Stream.empty();
    }
    try {
      return Stream.of(new Found(key, Files.size(file)));
    } catch (NoSuchFileException e) {
      return Stream.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Moves an object below the folder of what was set aside, under the same name: it is no object
  /// any more, and moving it back makes it one. Durable on return.
  public void setAside(ObjectKey key) throws IOException {
    Path file = path(key);
    Path aside = root.resolve(UNKNOWN).resolve(key.toString());
    disk.makeDirectories(parent(aside));
    disk.rename(file, aside);
    for (Path made = parent(aside); !made.equals(root); made = parent(made)) {
      disk.forceDirectory(made);
    }
    disk.forceDirectory(root);
    disk.forceDirectory(parent(file));
  }

  /// Where an object lies; the file is never to be written.
  public Path path(ObjectKey key) {
    return root.resolve(key.toString());
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("no directory above " + path);
    }
    return parent;
  }
}
