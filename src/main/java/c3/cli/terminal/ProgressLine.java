package c3.cli.terminal;

import c3.model.EntryPath;
import c3.transfer.Progress;
import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/// Shows how far a transfer has come: on a terminal one line redrawn in place once it has taken a
/// second, elsewhere a plain line every ten seconds.
public final class ProgressLine implements Progress, Closeable {
  private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();
  private static final long FIRST_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long PLAIN_NANOS = Duration.ofSeconds(10).toNanos();
  private static final String ERASE = "\r\033[K";
  private static final double NANOS = 1e9;

  private final Output output;
  private final String verb;
  private final long started = System.nanoTime();
  private final AtomicLong foundBytes = new AtomicLong();
  private final AtomicLong movedBytes = new AtomicLong();
  private final AtomicLong foundFiles = new AtomicLong();
  private final AtomicLong finishedFiles = new AtomicLong();
  private final AtomicReference<String> at = new AtomicReference<>("");
  private final AtomicReference<String> waiting = new AtomicReference<>("");
  private final Thread painter;
  private volatile boolean closed;
  private boolean drawn;

  /// @param verb what goes on, such as `keeping`
  public ProgressLine(Output output, String verb) {
    this.output = output;
    this.verb = verb;
    this.painter = Thread.ofVirtual().start(this::paint);
  }

  @Override
  public void on(Event event) {
    switch (event) {
      case Event.Found found -> {
        foundFiles.addAndGet(found.files());
        foundBytes.addAndGet(found.bytes());
      }
      case Event.Started started -> at.set(shown(started.path()));
      case Event.Moved moved -> {
        movedBytes.addAndGet(moved.bytes());
        waiting.set("");
      }
      case Event.Finished finished -> finishedFiles.incrementAndGet();
      case Event.Warned warned -> warn(shown(warned.path()) + ": " + warned.what());
      case Event.Waiting stalled -> waiting.set(stalled.why());
    }
  }

  /// How many files were found so far.
  public long files() {
    return foundFiles.get();
  }

  /// The sum of their sizes.
  public long bytes() {
    return foundBytes.get();
  }

  private synchronized void warn(String what) {
    erase();
    output.warning(what);
  }

  private void paint() {
    long due = started + (output.redraws() ? FIRST_NANOS : PLAIN_NANOS);
    while (!closed) {
      LockSupport.parkNanos(REDRAW_NANOS);
      if (!closed && System.nanoTime() - due >= 0) {
        draw();
        due = System.nanoTime() + (output.redraws() ? REDRAW_NANOS : PLAIN_NANOS);
      }
    }
  }

  private synchronized void draw() {
    if (closed) {
      return;
    }
    if (output.redraws()) {
      erase();
      output.err().print(line());
      output.err().flush();
      drawn = true;
    } else {
      output.note(line());
    }
  }

  private String line() {
    double seconds = (System.nanoTime() - started) / NANOS;
    long moved = movedBytes.get();
    long found = foundBytes.get();
    double rate = moved / Math.max(seconds, 0.001);
    StringBuilder line = new StringBuilder(verb).append("   ");
    if (foundFiles.get() == 1) {
      line.append(at.get());
    } else {
      line.append(Amounts.count(finishedFiles.get()))
          .append(" of ")
          .append(Amounts.files(foundFiles.get()));
    }
    line.append("   ").append(Amounts.size(moved)).append(" of ").append(Amounts.size(found));
    line.append("   ").append(Amounts.size((long) rate)).append("/s");
    if (!waiting.get().isEmpty()) {
      line.append("   waiting: ").append(waiting.get());
    } else if (rate > 0 && found > moved) {
      line.append("   ").append(Math.round((found - moved) / rate)).append(" s left");
    }
    return line.toString();
  }

  private void erase() {
    if (drawn) {
      output.err().print(ERASE);
      drawn = false;
    }
  }

  private static String shown(EntryPath path) {
    return Names.oneLine(path.toString());
  }

  /// Takes the line away.
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(painter);
    synchronized (this) {
      erase();
      output.err().flush();
    }
  }
}
