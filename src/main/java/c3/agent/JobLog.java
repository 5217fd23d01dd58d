package c3.agent;

import c3.agent.script.OutputSink;
import c3.log.BoundedLog;
import c3.log.LogBounds;
import c3.log.LogSlice;
import c3.model.C3Exception;
import c3.model.Lease;
import c3.model.Limits;
import c3.wire.AgentControl;
import c3.wire.message.LeaseAnswer;
import c3.wire.message.LogAnswer;
import c3.wire.message.LogChunk;
import c3.wire.retry.Pause;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What a script prints, on its way: written down here first, then sent to the server as it grows.
/// A server that does not answer is tried again; nothing is lost meanwhile but what the bound
/// drops.
final class JobLog implements OutputSink, AutoCloseable {
  private static final Logger LOG = System.getLogger(JobLog.class.getName());
  private static final int CHUNK_MAX = 256 * 1024;

  private final BoundedLog log;
  private final Lease lease;
  private final AgentControl control;
  private final Pause pacing;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private final Thread sender;
  private long sent;
  private boolean closing;
  private boolean refused;

  private JobLog(BoundedLog log, Lease lease, AgentControl control, Pause pacing) {
    this.log = log;
    this.lease = lease;
    this.control = control;
    this.pacing = pacing;
    this.sender = Thread.ofVirtual().name("log of " + lease.job()).unstarted(this::send);
  }

  /// Opens a job's log, also one that a killed agent left, and begins to send it.
  static JobLog open(Path directory, Limits limits, Lease lease, AgentControl control, Pause pacing)
      throws IOException {
    BoundedLog log = BoundedLog.open(directory, LogBounds.of(limits));
    JobLog jobLog = new JobLog(log, lease, control, pacing);
    jobLog.sender.start();
    return jobLog;
  }

  @Override
  public void accept(ByteBuffer bytes) throws IOException {
    log.append(bytes);
    lock.lock();
    try {
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Adds a line of c3's own, behind what the script wrote. One that cannot be written down leaves
  /// a gap, as output of the script does: a remark is no reason to lose a job.
  void say(String line) {
    try {
      accept(ByteBuffer.wrap(("c3: " + line + "\n").getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      LOG.log(Level.WARNING, lease.job() + ": its log has a gap, where it said: " + line, e);
    }
  }

  /// Waits until the server has all of it, at most so long. Returns whether it has.
  boolean flush(Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lock();
    try {
      while (sent < log.length() && !refused && left > 0) {
        left = grown.awaitNanos(left);
      }
      return sent >= log.length() || refused;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      closing = true;
      grown.signalAll();
    } finally {
      lock.unlock();
    }
    sender.interrupt();
    try {
      sender.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    log.close();
  }

  private void send() {
    Backoff backoff = new Backoff(pacing);
    try {
      while (awaitMore()) {
        try {
          sendChunk();
          backoff.reset();
        } catch (C3Exception e) {
          if (!PatientAgentControl.PASSING.contains(e.code())) {
            throw e;
          }
          backoff.pause();
        }
      }
    } catch (InterruptedException | IOException e) {
      refuse();
    }
  }

  private boolean awaitMore() throws InterruptedException {
    lock.lock();
    try {
      while (!closing && !refused && sent >= log.length()) {
        grown.await(1, TimeUnit.SECONDS);
      }
      return !closing && !refused;
    } finally {
      lock.unlock();
    }
  }

  private void sendChunk() throws IOException {
    LogSlice slice = log.read(sent, CHUNK_MAX);
    LogAnswer answer =
        control.log(
            lease, new LogChunk(slice.at(), slice.missingBytes(), ByteBuffer.wrap(slice.bytes())));
    // What was printed before the job was ended elsewhere is worth reading too.
    boolean taken = answer.lease() != LeaseAnswer.ENDED || answer.next() != sent;
    lock.lock();
    try {
      refused = !taken || answer.lease() == LeaseAnswer.STALE;
      sent = answer.next();
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void refuse() {
    lock.lock();
    try {
      refused = true;
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
