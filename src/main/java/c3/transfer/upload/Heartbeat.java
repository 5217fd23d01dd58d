package c3.transfer.upload;

import c3.store.UploadSession;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/// Renews a session while an upload is busy with something long that asks nothing of the store.
final class Heartbeat implements Closeable {
  private static final int BEATS_PER_SESSION_TIME = 60;

  private final UploadSession session;
  private final long everyMillis;
  private final CountDownLatch over = new CountDownLatch(1);

  Heartbeat(UploadSession session, Duration sessionTime, ThreadFactory factory) {
    this.session = session;
    this.everyMillis = Math.max(1, sessionTime.dividedBy(BEATS_PER_SESSION_TIME).toMillis());
    factory.newThread(this::beat).start();
  }

  private void beat() {
    try {
      while (!over.await(everyMillis, TimeUnit.MILLISECONDS)) {
        renew();
      }
    } catch (InterruptedException e) {
      // Whoever interrupts wants it to end.
    }
  }

  private void renew() {
    try {
      session.renew();
    } catch (IOException e) {
      // A session that has ended, or a store that is away, is what the next call says.
    }
  }

  @Override
  public void close() {
    over.countDown();
  }
}
