package c3.cli.command;

import c3.cli.terminal.Output;
import c3.model.C3Exception;
import c3.wire.retry.RetryListener;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// Says once that a command waits for its server, so that nobody takes the wait for the end. Safe
/// for many threads.
public final class WaitingNote implements RetryListener {
  private final Output output;
  private final AtomicBoolean said = new AtomicBoolean();

  public WaitingNote(Output output) {
    this.output = output;
  }

  @Override
  public void waiting(C3Exception reason, Duration time) {
    if (!said.getAndSet(true)) {
      output.note("waiting: " + reason.message());
    }
  }
}
