package c3.cli.command;

import c3.cli.terminal.Output;
import c3.model.JobId;
import c3.wire.ControlPlane;
import c3.wire.message.LogSlice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Prints a job's log as it grows. Bytes are passed on as they are, unless a person watches: then
/// each line stands behind a mark, so that a script's words are not taken for c3's.
final class LogFollower {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ControlPlane control;
  private final Output output;
  private final byte[] mark;
  private boolean lineStart = true;

  /// @param mark what stands before each line; empty for nothing
  LogFollower(ControlPlane control, Output output, String mark) {
    this.control = control;
    this.output = output;
    this.mark = mark.getBytes(StandardCharsets.UTF_8);
  }

  /// Prints what is there now.
  void print(JobId job) throws IOException {
    long from = 0;
    for (LogSlice slice = control.log(job, from, Duration.ZERO);
        slice.bytes().hasRemaining();
        slice = control.log(job, from, Duration.ZERO)) {
      from = written(from, slice);
    }
  }

  /// Prints until nothing will follow.
  void follow(JobId job) throws IOException {
    long from = 0;
    boolean ended = false;
    while (!ended && !output.out().checkError()) {
      LogSlice slice = control.log(job, from, PATIENCE);
      from = written(from, slice);
      ended = slice.ended();
    }
    if (!lineStart && mark.length > 0) {
      output.out().println();
    }
  }

  private long written(long from, LogSlice slice) {
    if (slice.from() > from) {
      output.note("  (" + (slice.from() - from) + " bytes of the log were not kept)");
    }
    long next = slice.next();
    write(slice.bytes().duplicate());
    output.out().flush();
    return next;
  }

  private void write(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte b = bytes.get();
      if (lineStart) {
        output.out().write(mark, 0, mark.length);
      }
      output.out().write(b);
      lineStart = b == '\n';
    }
  }
}
