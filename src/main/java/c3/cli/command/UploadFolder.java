package c3.cli.command;

import c3.cli.Environment;
import c3.cli.local.Home;
import c3.model.C3Exception;
import c3.posix.ProcessLock;
import c3.posix.TreeRemoval;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A folder below c3's own for what one upload needs while it goes on. Removed when it is closed;
/// what a killed upload left goes with the next one.
///
/// An instance has nothing on the disk before it is made, so that whoever removes it after Ctrl-C
/// can be there first. Safe for use by several threads.
final class UploadFolder implements AutoCloseable {
  private static final String NAME = "upload-";
  private static final String LOCK = "lock";

  /// So long nobody takes a folder for a killed upload's that its owner has not locked yet.
  private static final Duration YOUNG = Duration.ofMinutes(1);

  private final Environment environment;
  private @Nullable Path path;
  private @Nullable ProcessLock lock;
  private boolean closed;

  UploadFolder(Environment environment) {
    this.environment = environment;
  }

  /// Makes it, once, and returns where; in the system's folder for what is temporary where c3's own
  /// cannot be written, as it need not be to use a server elsewhere.
  ///
  /// @throws IOException also after it was closed
  Path make() throws IOException {
    Path all;
    try {
      all = Home.of(environment).prepared().temporary();
    } catch (C3Exception e) {
      return made(() -> Files.createTempDirectory("c3-" + NAME));
    }
    removeForgotten(all, environment.clock().instant());
    return made(() -> Files.createTempDirectory(all, NAME));
  }

  /// Makes something on the disk.
  private interface Making {
    Path make() throws IOException;
  }

  /// All but the folder itself and its lock is done before, since who closes this waits for it.
  private synchronized Path made(Making making) throws IOException {
    if (closed) {
      throw new IOException("the upload was stopped");
    }
    Path made = making.make();
    path = made;
    lock =
        ProcessLock.take(made.resolve(LOCK), Duration.ZERO)
            .orElseThrow(() -> new IOException(made + " is another upload's"));
    return made;
  }

  private static void removeForgotten(Path all, Instant now) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(all, NAME + "*")) {
      for (Path folder : folders) {
        removeIfForgotten(folder, now);
      }
    }
  }

  private static void removeIfForgotten(Path folder, Instant now) {
    try {
      if (isForgotten(folder, now)) {
        TreeRemoval.remove(folder);
      }
    } catch (IOException e) {
      // Another upload removes it just now, or it is another user's: this upload needs none of it.
    }
  }

  private static boolean isForgotten(Path folder, Instant now) throws IOException {
    Instant made = Files.getLastModifiedTime(folder).toInstant();
    return made.isBefore(now.minus(YOUNG)) && !ProcessLock.isHeld(folder.resolve(LOCK));
  }

  /// Removes it, if it was made. Repeatable, also where an earlier call failed.
  @Override
  public synchronized void close() throws IOException {
    closed = true;
    try (ProcessLock _ = lock) {
      if (path != null) {
        TreeRemoval.remove(path);
      }
    }
  }
}
