package c3.agent;

import c3.agent.script.OutputSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Remembers the last line of what passes through: the one in which programs say what went wrong.
final class LastLine implements OutputSink {
  private static final int LINE_BYTES_MAX = 4096;

  private final OutputSink next;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean over;

  LastLine(OutputSink next) {
    this.next = next;
  }

  @Override
  public synchronized void accept(ByteBuffer bytes) throws IOException {
    ByteBuffer seen = bytes.duplicate();
    while (seen.hasRemaining()) {
      byte b = seen.get();
      if (b == '\n') {
        over = true;
        continue;
      }
      if (over) {
        line.reset();
        over = false;
      }
      if (line.size() < LINE_BYTES_MAX) {
        line.write(b);
      }
    }
    next.accept(bytes);
  }

  /// The last line that is not empty.
  synchronized String text() {
    return line.toString(StandardCharsets.UTF_8).strip();
  }
}
