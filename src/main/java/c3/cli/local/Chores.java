package c3.cli.local;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// What a server does now and then, one thing after the other. A chore that fails is logged and
/// comes again at its next time.
final class Chores implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Chores.class.getName());

  private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();

  /// Something to be done again and again.
  interface Chore {
    void run() throws IOException;
  }

  /// Does it now and then, the first time at once.
  void every(Duration period, Chore chore) {
    var _ =
        executor.scheduleWithFixedDelay(
            () -> attempt(chore), 0, period.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void attempt(Chore chore) {
    try {
      chore.run();
    } catch (IOException | RuntimeException | Error e) {
      // An error too, such as a heap that was full for a moment: what is thrown here ends the chore
      // for good, and nobody would see it.
      LOG.log(Level.WARNING, "a chore failed; it will be tried again", e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
