package c3.posix;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// A lock on a file that one process holds, at most until it ends: whatever kills the process lets
/// it go. An fcntl lock, which flock(1) does not see. The file stays, and holds the owner's process
/// id.
///
/// The system keeps such locks for a process as a whole, and a process that closes any descriptor
/// of the file loses its lock. Hence this class remembers, for the process as a whole, what is held
/// here, and never opens such a file a second time.
public final class ProcessLock implements Closeable {
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Set<Path> HELD_HERE = new HashSet<>();

  private final FileChannel channel;
  private final Path held;

  private ProcessLock(FileChannel channel, Path held) {
    this.channel = channel;
    this.held = held;
  }

  /// Takes the lock, making the file where it is missing. Whoever looks whether a lock is held
  /// takes it for a moment, so an owner keeps trying for `patience`. Empty when another process, or
  /// this one, holds it.
  public static Optional<ProcessLock> take(Path file, Duration patience) throws IOException {
    Optional<ProcessLock> lock = tryTake(file);
    for (long waited = 0;
        lock.isEmpty() && waited < patience.toMillis();
        waited += PAUSE.toMillis()) {
      pause();
      lock = tryTake(file);
    }
    return lock;
  }

  /// Whether some process, this one included, holds the lock. True for a moment also when another
  /// process is only about to take it.
  public static boolean isHeld(Path file) throws IOException {
    synchronized (HELD_HERE) {
      if (!Files.exists(file)) {
        return false;
      }
      if (HELD_HERE.contains(file.toRealPath())) {
        return true;
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
          FileLock shared = channel.tryLock(0, Long.MAX_VALUE, true)) {
        return shared == null;
      }
    }
  }

  /// The process that holds the lock; absent when none does, or has only just taken it.
  public static OptionalLong holder(Path file) throws IOException {
    if (!isHeld(file)) {
      return OptionalLong.empty();
    }
    synchronized (HELD_HERE) {
      if (HELD_HERE.contains(file.toRealPath())) {
        return OptionalLong.of(ProcessHandle.current().pid());
      }
      String pid = Files.readString(file).strip();
      // One that was killed left its number behind, and the next owner may not have written its
      // own.
      boolean alive =
          pid.matches("[1-9][0-9]{0,17}")
              && ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isPresent();
      return alive ? OptionalLong.of(Long.parseLong(pid)) : OptionalLong.empty();
    }
  }

  private static Optional<ProcessLock> tryTake(Path file) throws IOException {
    synchronized (HELD_HERE) {
      if (Files.exists(file) && HELD_HERE.contains(file.toRealPath())) {
        return Optional.empty();
      }
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        FileLock lock = channel.tryLock();
        if (lock == null) {
          channel.close();
          return Optional.empty();
        }
        Path real = file.toRealPath();
        writePid(channel);
        HELD_HERE.add(real);
        return Optional.of(new ProcessLock(channel, real));
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    }
  }

  private static void writePid(FileChannel channel) throws IOException {
    byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
    // In this order: on a full disk, a file that was emptied first may never be filled again.
    channel.write(ByteBuffer.wrap(pid), 0);
    channel.truncate(pid.length);
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a lock");
    }
  }

  /// Lets the lock go. Repeatable.
  @Override
  public void close() throws IOException {
    synchronized (HELD_HERE) {
      if (channel.isOpen()) {
        channel.close();
        HELD_HERE.remove(held);
      }
    }
  }
}
