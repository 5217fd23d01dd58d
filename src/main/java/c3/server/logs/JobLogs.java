package c3.server.logs;

import c3.log.AppendResult;
import c3.log.LogBounds;
import c3.model.JobId;
import c3.wire.message.LogChunk;
import c3.wire.message.LogSlice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// The logs of jobs, each in a folder of its own: what the script printed, bounded, and behind it
/// what the server had to say about the job. A log is open while somebody appends, reads or waits,
/// and only one at a time in all. Safe for many threads.
public final class JobLogs {
  private final Path folder;
  private final LogBounds bounds;
  private final int sliceBytesMax;
  private final Map<JobId, OpenLog> open = new HashMap<>();
  private boolean closed;

  /// @param folder where the logs lie
  /// @param sliceBytesMax how much one reading returns at most
  public JobLogs(Path folder, LogBounds bounds, int sliceBytesMax) {
    this.folder = folder;
    this.bounds = bounds;
    this.sliceBytesMax = sliceBytesMax;
  }

  /// Whether a job has ended, so that its log is all there; asked before each look.
  @FunctionalInterface
  public interface Ended {
    boolean check() throws IOException;
  }

  /// Appends what an agent sent, and returns the offset that is wanted next: a piece that does not
  /// fit there changes nothing, so that a repeated one is not kept twice.
  public long append(JobId job, LogChunk chunk) throws IOException {
    try (Use use = new Use(job)) {
      return switch (use.log.script.append(chunk.at(), chunk.gap(), chunk.bytes())) {
        case AppendResult.Appended(long length) -> {
          use.log.bell.ring();
          yield length;
        }
        case AppendResult.WrongOffset(long expected) -> expected;
      };
    }
  }

  /// Reads from an offset, waiting up to `patience` for something to come or for the job's end.
  public LogSlice read(JobId job, long from, Duration patience, Ended ended) throws IOException {
    try (Use use = new Use(job)) {
      long left = patience.toNanos();
      while (true) {
        long rings = use.log.bell.rings();
        // In this order: what was appended before the end is seen before the end is.
        boolean over = ended.check();
        LogSlice slice = look(use.log, from, over);
        if (slice.bytes().hasRemaining() || slice.ended() || left <= 0) {
          return slice;
        }
        left = use.log.bell.await(rings, left);
      }
    }
  }

  private LogSlice look(OpenLog log, long from, boolean over) throws IOException {
    c3.log.LogSlice printed = log.script.read(from, sliceBytesMax);
    if (printed.bytes().length > 0) {
      boolean last = over && printed.next() == log.script.length() && log.remarks.length() == 0;
      return new LogSlice(printed.at(), ByteBuffer.wrap(printed.bytes()), last);
    }
    // The script's offsets must not move when the server remarks on it, so remarks come behind.
    long start = log.script.length();
    byte[] remark = log.remarks.read(Math.max(0, from - start));
    long at = Math.min(Math.max(from, start), start + log.remarks.length());
    return new LogSlice(at, ByteBuffer.wrap(remark), over);
  }

  /// Says something about a job in its log, on a line of its own.
  public void remark(JobId job, String line) throws IOException {
    try (Use use = new Use(job)) {
      use.log.remarks.add(line);
      use.log.bell.ring();
    }
  }

  /// A job has ended: whoever follows its log looks again.
  public void ended(JobId job) {
    synchronized (open) {
      OpenLog log = open.get(job);
      if (log != null) {
        log.bell.ring();
      }
    }
  }

  /// Whoever waits for more of a log is answered now, and nobody waits any more.
  public void close() {
    synchronized (open) {
      closed = true;
      open.values().forEach(log -> log.bell.close());
    }
  }

  /// One use of an open log; the last one closes it.
  private final class Use implements AutoCloseable {
    private final JobId job;
    private final OpenLog log;

    Use(JobId job) throws IOException {
      this.job = job;
      synchronized (open) {
        OpenLog known = open.get(job);
        this.log = known == null ? new OpenLog(folder.resolve(job.text()), bounds) : known;
        log.users++;
        open.put(job, log);
        if (closed) {
          log.bell.close();
        }
      }
    }

    @Override
    public void close() throws IOException {
      synchronized (open) {
        log.users--;
        if (log.users == 0) {
          open.remove(job);
          log.script.close();
        }
      }
    }
  }
}
