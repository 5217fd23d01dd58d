package c3.object.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// The machine's disk, until its power fails at a call of a test's choosing. What was forced is
/// there afterwards. Of what was not, anything may be: any subset of the new, changed and removed
/// names, and of a file's bytes all, some, none, or zeros. A rename happened or did not; which
/// directory has a name is not known until that directory is forced.
///
/// What lies below its folder when it is made counts as durable. Safe for many threads.
public final class LosingDisk implements Disk {
  private static final int SECTOR = 512;

  private final Disk disk = new RealDisk();
  private final Path folder;
  private final RandomGenerator random;
  private final Failure failure;
  private final Map<Path, Inode> names = new HashMap<>();
  private final Map<Path, Inode> durable = new HashMap<>();
  private final List<Change> waiting = new ArrayList<>();
  private final Map<FileChannel, Inode> opened = new HashMap<>();
  private int callsLeft;
  private boolean failed;

  /// What else happens when the power fails.
  public interface Failure {
    /// Called once, at that moment. `LosingDisk.leave` says what is left.
    void happens(LosingDisk disk) throws IOException;
  }

  /// Thrown by the call in which the power fails, and by every later one.
  public static final class PowerFailed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /// @param folder an existing directory
  /// @param calls in which call that changes something the power fails: just before it, or just
  ///   after
  public LosingDisk(Path folder, RandomGenerator random, int calls, Failure failure)
      throws IOException {
    this.folder = folder;
    this.random = random;
    this.callsLeft = calls;
    this.failure = failure;
    try (Stream<Path> all = Files.walk(folder)) {
      all.forEach(path -> names.put(path, new Inode(path, Files.isDirectory(path))));
    }
    durable.putAll(names);
  }

  /// Whether the power has failed.
  public synchronized boolean hasFailed() {
    return failed;
  }

  // What files and names there are

  /// A file or directory, whatever its names.
  private static final class Inode {
    private final boolean directory;
    private Path path;
    private Optional<byte[]> gone = Optional.empty();
    private Optional<byte[]> forced = Optional.empty();
    private boolean dirty;

    Inode(Path path, boolean directory) {
      this.path = path;
      this.directory = directory;
    }

    byte[] bytes() throws IOException {
      return gone.isPresent() ? gone.get() : Files.readAllBytes(path);
    }

    void changes() throws IOException {
      if (!dirty) {
        forced = Optional.of(bytes());
        dirty = true;
      }
    }
  }

  /// A change of names that is durable once its directory is forced.
  private record Change(Path directory, Optional<Path> removed, Optional<Path> added, Inode inode) {
    static Change adding(Path path, Inode inode) {
      return new Change(parent(path), Optional.empty(), Optional.of(path), inode);
    }

    static Change removing(Path path, Inode inode) {
      return new Change(parent(path), Optional.of(path), Optional.empty(), inode);
    }

    static Change renaming(Path from, Path to, Inode inode) {
      return new Change(parent(to), Optional.of(from), Optional.of(to), inode);
    }

    void applyTo(Map<Path, Inode> names) {
      removed.ifPresent(path -> names.remove(path, inode));
      added.ifPresent(path -> names.put(path, inode));
    }
  }

  private void change(Change change) {
    change.applyTo(names);
    waiting.add(change);
  }

  /// What has this name. One that came past this disk, such as a link made by a client, is as
  /// little durable as any.
  private Inode inode(Path path) throws IOException {
    Inode known = names.get(path);
    if (known != null) {
      return known;
    }
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    Inode found = new Inode(path, Files.isDirectory(path));
    found.forced = Optional.of(new byte[0]);
    found.dirty = !found.directory;
    change(Change.adding(path, found));
    return found;
  }

  private void makeDurable(Predicate<Change> which) {
    for (Change change : List.copyOf(waiting)) {
      if (which.test(change)) {
        change.applyTo(durable);
        waiting.remove(change);
      }
    }
  }

  // The moment

  private interface Call<T> {
    T run() throws IOException;
  }

  private interface Action {
    void run() throws IOException;
  }

  private synchronized <T> T changing(Call<T> call) throws IOException {
    requirePower();
    callsLeft--;
    if (callsLeft == 0 && random.nextBoolean()) {
      fail();
    }
    T result = call.run();
    if (callsLeft == 0) {
      fail();
    }
    return result;
  }

  private void changing(Action action) throws IOException {
    changing(() -> {
      action.run();
      return true;
    });
  }

  private void requirePower() {
    if (failed) {
      throw new PowerFailed();
    }
  }

  private void fail() throws IOException {
    failed = true;
    failure.happens(this);
    throw new PowerFailed();
  }

  /// Writes what the failure has left into another folder.
  public synchronized void leave(Path into) throws IOException {
    Map<Path, Inode> left = new HashMap<>(durable);
    int luck = random.nextInt(4);
    for (Change change : waiting) {
      if (luck == 0 || (luck > 1 && random.nextBoolean())) {
        change.applyTo(left);
      }
    }
    Map<Inode, byte[]> contents = new HashMap<>();
    Set<Path> directories = new HashSet<>(Set.of(folder));
    for (Path path : new TreeSet<>(left.keySet())) {
      Inode inode = Objects.requireNonNull(left.get(path));
      if (!directories.contains(parent(path))) {
        continue;
      }
      Path target = into.resolve(folder.relativize(path));
      if (inode.directory) {
        directories.add(path);
        Files.createDirectories(target);
      } else {
        byte[] content = contents.get(inode);
        if (content == null) {
          content = left(inode);
          contents.put(inode, content);
        }
        Files.write(target, content);
      }
    }
  }

  private byte[] left(Inode inode) throws IOException {
    byte[] written = inode.bytes();
    if (!inode.dirty) {
      return written;
    }
    int begin = SECTOR * random.nextInt(written.length / SECTOR + 1);
    return switch (random.nextInt(4)) {
      case 0 -> written;
      case 1 -> inode.forced.orElseThrow();
      case 2 -> Arrays.copyOf(written, begin);
      default -> {
        Arrays.fill(written, begin, Math.min(begin + SECTOR, written.length), (byte) 0);
        yield written;
      }
    };
  }

  private static Path parent(Path path) {
    return Objects.requireNonNull(path.getParent());
  }

  // The disk

  @Override
  public synchronized FileChannel open(Path file, OpenOption... options) throws IOException {
    requirePower();
    Set<OpenOption> wanted = Set.of(options);
    if (wanted.contains(StandardOpenOption.CREATE_NEW)) {
      return changing(() -> {
        FileChannel channel = disk.open(file, options);
        Inode made = new Inode(file, false);
        made.changes();
        change(Change.adding(file, made));
        opened.put(channel, made);
        return channel;
      });
    }
    if (wanted.contains(StandardOpenOption.CREATE)) {
      throw new IllegalArgumentException("the store never opens a file that may be there or not");
    }
    Inode inode = inode(file);
    if (wanted.contains(StandardOpenOption.WRITE)) {
      inode.changes();
    }
    FileChannel channel = disk.open(file, options);
    opened.put(channel, inode);
    return channel;
  }

  @Override
  public void force(FileChannel file) throws IOException {
    changing(() -> {
      disk.force(file);
      Inode inode = Objects.requireNonNull(opened.get(file));
      inode.forced = Optional.empty();
      inode.dirty = false;
    });
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    changing(() -> {
      Inode inode = inode(from);
      disk.rename(from, to);
      inode.path = to;
      change(Change.renaming(from, to, inode));
    });
  }

  @Override
  public void makeReadOnly(Path file, boolean executable) throws IOException {
    changing(() -> disk.makeReadOnly(file, executable));
  }

  @Override
  public void makeDirectories(Path directory) throws IOException {
    changing(() -> make(directory, disk::makeDirectories));
  }

  @Override
  public void makePrivateDirectory(Path directory) throws IOException {
    changing(() -> make(directory, disk::makePrivateDirectory));
  }

  private interface Make {
    void directory(Path path) throws IOException;
  }

  private void make(Path directory, Make make) throws IOException {
    List<Path> missing = new ArrayList<>();
    for (Path path = directory; !names.containsKey(path); path = parent(path)) {
      missing.addFirst(path);
    }
    make.directory(directory);
    missing.forEach(path -> change(Change.adding(path, new Inode(path, true))));
  }

  @Override
  public long usableBytes(Path path) throws IOException {
    return disk.usableBytes(path);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    changing(() -> {
      disk.forceDirectory(directory);
      makeDurable(change -> change.directory().equals(directory));
    });
  }

  @Override
  public void delete(Path file) throws IOException {
    changing(() -> {
      if (!Files.exists(file)) {
        return;
      }
      Inode inode = inode(file);
      if (!inode.directory) {
        inode.gone = Optional.of(inode.bytes());
      }
      disk.delete(file);
      change(Change.removing(file, inode));
    });
  }
}
