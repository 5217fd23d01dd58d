package c3.object.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// The machine's disk, where a test may let any call fail. A call that fails does nothing. Safe for
/// many threads as far as its fault is.
public final class FaultyDisk implements Disk {
  private final Disk disk = new RealDisk();
  private final Fault fault;
  private volatile long usableBytesMax = Long.MAX_VALUE;

  /// Hears of each call before it is made.
  public interface Fault {
    /// A call is about to be made; it fails with what this throws.
    ///
    /// @param call `read` for a file that is opened to read, `open` for one to write, `write`,
    ///   `force`, `rename`, `link`, `mode`, `mkdir` or `delete`
    /// @param file what it is about
    void before(String call, Path file) throws IOException;
  }

  public FaultyDisk(Fault fault) {
    this.fault = fault;
  }

  /// Says from now on that at most so many bytes are free.
  public void usableBytesMax(long bytes) {
    usableBytesMax = bytes;
  }

  @Override
  public FileChannel open(Path file, OpenOption... options) throws IOException {
    boolean reads = List.of(options).equals(List.of(StandardOpenOption.READ));
    fault.before(reads ? "read" : "open", file);
    return new FaultyChannel(disk.open(file, options), file, fault);
  }

  @Override
  public void force(FileChannel file) throws IOException {
    disk.force(file);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    fault.before("rename", to);
    disk.rename(from, to);
  }

  @Override
  public void makeReadOnly(Path file, boolean executable) throws IOException {
    fault.before("mode", file);
    disk.makeReadOnly(file, executable);
  }

  @Override
  public void makeDirectories(Path directory) throws IOException {
    fault.before("mkdir", directory);
    disk.makeDirectories(directory);
  }

  @Override
  public void makePrivateDirectory(Path directory) throws IOException {
    fault.before("mkdir", directory);
    disk.makePrivateDirectory(directory);
  }

  @Override
  public long usableBytes(Path path) throws IOException {
    return Math.min(usableBytesMax, disk.usableBytes(path));
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    fault.before("force", directory);
    disk.forceDirectory(directory);
  }

  @Override
  public void delete(Path file) throws IOException {
    fault.before("delete", file);
    disk.delete(file);
  }
}
