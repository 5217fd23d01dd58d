package c3.cli.terminal;

import c3.model.EntryPath;
import c3.model.Keeping;
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

  /// A line that is wider than the terminal is cut at its edge: a row that it wrapped into could
  /// not be erased.
  private static final String NO_WRAP = "\033[?7l";

  private static final String WRAP = "\033[?7h";

  private final Output output;
  private final String verb;
  private volatile long started = System.nanoTime();
  private final AtomicLong foundBytes = new AtomicLong();
  private final AtomicLong movedBytes = new AtomicLong();
  private final AtomicLong foundFiles = new AtomicLong();
  private final AtomicLong finishedFiles = new AtomicLong();
  private final AtomicReference<String> at = new AtomicReference<>("");
  private final AtomicReference<String> waiting = new AtomicReference<>("");
  private final Thread painter;
  private volatile long lastMoved = System.nanoTime();
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
        lastMoved = System.nanoTime();
        waiting.set("");
      }
      case Event.Finished finished -> finishedFiles.incrementAndGet();
      case Event.Warned warned -> warn(shown(warned.path()) + ": " + warned.what());
      case Event.Waiting stalled -> waiting.set(stalled.why());
    }
  }

  /// Takes over how far a transfer elsewhere has come.
  public void show(Keeping keeping) {
    long now = System.nanoTime();
    started = now - keeping.taken().toNanos();
    foundFiles.set(keeping.found().files());
    foundBytes.set(keeping.found().bytes());
    finishedFiles.set(keeping.done().files());
    if (movedBytes.getAndSet(keeping.done().bytes()) != keeping.done().bytes()) {
      lastMoved = now;
    }
    at.set(Names.oneLine(keeping.at()));
    waiting.set(Names.oneLine(keeping.waiting()));
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
    long first = output.redraws() ? FIRST_NANOS : PLAIN_NANOS;
    long every = output.redraws() ? REDRAW_NANOS : PLAIN_NANOS;
    boolean any = false;
    long last = 0;
    while (!closed) {
      LockSupport.parkNanos(REDRAW_NANOS);
      long now = System.nanoTime();
      if (!closed && (any ? now - last >= every : now - started >= first)) {
        draw();
        any = true;
        last = now;
      }
    }
  }

  private synchronized void draw() {
    if (closed) {
      return;
    }
    if (output.redraws()) {
      erase();
      output.err().print(NO_WRAP + line() + WRAP);
      output.err().flush();
      drawn = true;
    } else {
      output.note(line());
    }
  }

  private String line() {
    long now = System.nanoTime();
    return new TransferState(
            verb,
            new Keeping.Amount(foundFiles.get(), foundBytes.get()),
            new Keeping.Amount(finishedFiles.get(), movedBytes.get()),
            at.get(),
            waiting.get(),
            Duration.ofNanos(now - started),
            Duration.ofNanos(now - lastMoved))
        .line();
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
