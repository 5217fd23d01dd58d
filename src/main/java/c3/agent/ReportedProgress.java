package c3.agent;

import c3.model.EntryPath;
import c3.model.JobEnd;
import c3.model.JobState;
import c3.model.Keeping;
import c3.model.Keeping.Amount;
import c3.model.Lease;
import c3.transfer.Progress;
import c3.wire.AgentControl;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Tells whoever follows a job how far the storing of what it left has come: the server hears of it
/// every second, from a thread of its own, until this is closed. A report that does not arrive is
/// not repeated, since the next one says more. Safe for many threads.
final class ReportedProgress implements Progress, AutoCloseable {
  private static final Logger LOG = System.getLogger(ReportedProgress.class.getName());
  private static final int NAME_MAX = 200;

  private final AgentControl control;
  private final Lease lease;
  private final JobEnd expected;
  private final Progress next;
  private final CountDownLatch over = new CountDownLatch(1);
  private Amount found = new Amount(0, 0);
  private Amount done = new Amount(0, 0);
  private EntryPath at = EntryPath.ROOT;
  private String waiting = "";
  private long began = System.nanoTime();

  /// @param expected how the job ends when all is stored
  /// @param next hears of everything as well
  ReportedProgress(AgentControl control, Lease lease, JobEnd expected, Progress next) {
    this.control = control;
    this.lease = lease;
    this.expected = expected;
    this.next = next;
  }

  /// Begins to report.
  ReportedProgress begun() {
    Thread.ofVirtual().name("progress of " + lease.job()).start(this::reportUntilOver);
    return this;
  }

  private void reportUntilOver() {
    try {
      while (!over.await(1, TimeUnit.SECONDS)) {
        report();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Says it once.
  void report() {
    try {
      control.state(lease, new JobState.Uploading(expected, Optional.of(now())));
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "{0}: nobody heard how far it has come", lease.job());
    }
  }

  private synchronized Keeping now() {
    Duration taken = Duration.ofNanos(System.nanoTime() - began);
    return new Keeping(found, done, shortened(at.toString()), waiting, taken);
  }

  @Override
  public void on(Event event) {
    count(event);
    next.on(event);
  }

  private synchronized void count(Event event) {
    switch (event) {
      case Event.Found more -> {
        found = plus(found, more.files(), more.bytes());
        waiting = "";
      }
      case Event.Started started -> at = started.path();
      case Event.Moved moved -> done = plus(done, 0, moved.bytes());
      case Event.Finished _ -> done = plus(done, 1, 0);
      case Event.Waiting why -> beginAnew(why.why());
      case Event.Warned _ -> {}
    }
  }

  /// The next try looks at everything once more.
  private void beginAnew(String why) {
    found = new Amount(0, 0);
    done = new Amount(0, 0);
    waiting = why;
    began = System.nanoTime();
  }

  private static Amount plus(Amount amount, long files, long bytes) {
    return new Amount(amount.files() + files, Math.max(0, amount.bytes() + bytes));
  }

  /// The end of a path says more than its beginning.
  private static String shortened(String path) {
    int from = Math.max(0, path.length() - NAME_MAX);
    boolean halves = from > 0 && Character.isLowSurrogate(path.charAt(from));
    return path.substring(halves ? from + 1 : from);
  }

  @Override
  public void close() {
    over.countDown();
  }
}
