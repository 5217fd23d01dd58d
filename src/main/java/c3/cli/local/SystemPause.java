package c3.cli.local;

import c3.wire.retry.Pause;
import java.time.Duration;

/// The machine's own time.
public final class SystemPause implements Pause {
  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public void pause(Duration time) throws InterruptedException {
    Thread.sleep(time);
  }
}
