package c3.agent.script;

import c3.posix.Pipe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/// Empties a script's pipe into its sink, whatever the sink does, so that a script never waits for
/// a full disk. What comes before the start marker is kept aside: it is the sandbox speaking.
final class OutputPump {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int PREAMBLE_BYTES_MAX = 1 << 16;
  private static final byte[] MARKER = StartMarker.TEXT.getBytes(StandardCharsets.US_ASCII);

  private final Pipe pipe;
  private final OutputSink sink;
  private final Duration drainTime;
  private final Thread thread;
  private final ByteArrayOutputStream preamble = new ByteArrayOutputStream();

  private int matched;
  private boolean begun;
  private long lostBytes;
  private Optional<RuntimeException> defect = Optional.empty();

  OutputPump(Pipe pipe, OutputSink sink, Duration drainTime, ThreadFactory threads) {
    this.pipe = pipe;
    this.sink = sink;
    this.drainTime = drainTime;
    this.thread = threads.newThread(this::pump);
  }

  void begin() {
    thread.start();
  }

  /// Call when no process of the job is left: waits until the pipe is empty, or closes it when a
  /// process that could not be found still holds it open. Throws what the sink threw, when that was
  /// a defect of the sink.
  void finish() throws InterruptedException, IOException {
    pipe.closeWriter();
    boolean emptied = thread.join(drainTime);
    pipe.close();
    if (!emptied) {
      thread.join();
    }
    if (defect.isPresent()) {
      throw defect.get();
    }
  }

  /// Adds a line of c3's own to the script's output. Call after [#finish].
  void say(String line) {
    give(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  /// Whether the script began. Valid after [#finish], as the rest.
  boolean begun() {
    return begun;
  }

  /// What was printed before the script began.
  String preamble() {
    return preamble.toString(StandardCharsets.UTF_8);
  }

  /// How many bytes the sink did not take.
  long lostBytes() {
    return lostBytes;
  }

  private void pump() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    try {
      FileChannel reader = pipe.reader();
      while (reader.read(buffer) >= 0) {
        buffer.flip();
        take(buffer);
        buffer.clear();
      }
    } catch (IOException closed) {
      // Closed by finish, because a process that hid from us holds the other end: nothing follows.
      buffer.clear();
    }
  }

  private void take(ByteBuffer bytes) {
    if (!begun) {
      lookForMarker(bytes);
    }
    if (begun && bytes.hasRemaining()) {
      give(bytes);
    }
  }

  private void lookForMarker(ByteBuffer bytes) {
    while (!begun && bytes.hasRemaining()) {
      byte b = bytes.get();
      // The marker's first byte occurs in it only once, so a match never restarts within a match.
      if (b != MARKER[matched]) {
        matched = 0;
      }
      if (b == MARKER[matched]) {
        matched++;
      } else if (preamble.size() < PREAMBLE_BYTES_MAX) {
        preamble.write(b);
      }
      begun = matched == MARKER.length;
    }
  }

  private void give(ByteBuffer bytes) {
    if (defect.isPresent()) {
      return;
    }
    int offered = bytes.remaining();
    try {
      sink.accept(bytes);
    } catch (IOException refused) {
      lostBytes += offered;
    } catch (RuntimeException e) {
      defect = Optional.of(e);
    }
  }
}
