package c3.transfer.upload;

import c3.collect.Found;
import c3.model.Entry;
import c3.model.Limits;
import c3.posix.NativeMemory;
import c3.transfer.Progress;
import c3.transfer.Threads;
import c3.transfer.Workers;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Reads the small files among what was found, several at a time, while others do other things. The
/// bytes of a batch lie behind each other in memory that later batches use again, since as many
/// small arrays would keep the garbage collector busy.
final class BatchReader implements Closeable {
  private static final int FILES_PER_TASK = 32;

  /// What a batch of no more bytes gets: a small upload has that sooner.
  private static final int SMALL_BYTES = 1 << 18;

  private final Limits limits;
  private final Progress progress;
  private final ExecutorService executor;
  private final Queue<SteadyFileReader> readers = new ConcurrentLinkedQueue<>();
  private final NativeMemory memory = new NativeMemory();
  private final Queue<ByteBuffer> rooms = new ConcurrentLinkedQueue<>();
  private final int bytesMax;

  /// @param bytesMax how many bytes a batch has at most
  BatchReader(Limits limits, Threads threads, Progress progress, long bytesMax) {
    this.limits = limits;
    this.progress = progress;
    this.executor = Executors.newFixedThreadPool(threads.parallelism(), threads.factory());
    this.bytesMax = Math.toIntExact(bytesMax);
  }

  /// Begins to read a batch.
  ///
  /// @param bytes how many bytes of it are to be read
  Reading begin(List<Candidate> found, long bytes) {
    Reading reading = new Reading(room(bytes));
    for (int from = 0; from < found.size(); from += FILES_PER_TASK) {
      reading.begin(found.subList(from, Math.min(from + FILES_PER_TASK, found.size())));
    }
    return reading;
  }

  private int bytes(List<Candidate> found) {
    return found.stream().mapToInt(this::bytes).sum();
  }

  private int bytes(Candidate candidate) {
    return Math.toIntExact(candidate.bytesToRead(limits.smallFileMax()));
  }

  private ByteBuffer room(long bytes) {
    ByteBuffer free = rooms.poll();
    return free != null && free.capacity() >= bytes
        ? free.clear()
        : memory.buffer(bytes > SMALL_BYTES ? bytesMax : SMALL_BYTES);
  }

  /// A batch that is being read. Ended by `release`.
  final class Reading {
    private final ByteBuffer room;
    private final List<Future<List<ReadFile>>> parts = new ArrayList<>();

    private Reading(ByteBuffer room) {
      this.room = room;
    }

    private void begin(List<Candidate> found) {
      ByteBuffer own = next(room, bytes(found));
      parts.add(executor.submit(() -> read(found, own)));
    }

    /// Waits for what was read; in the order it was found. Throws `UploadFailed` when a file cannot
    /// be read.
    List<ReadFile> await() throws IOException {
      List<ReadFile> read = new ArrayList<>();
      for (Future<List<ReadFile>> part : parts) {
        read.addAll(result(part));
      }
      return read;
    }

    /// The bytes are not needed any more.
    void release() {
      rooms.add(room);
    }
  }

  private static List<ReadFile> result(Future<List<ReadFile>> part) throws IOException {
    try {
      return part.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Workers.brokenOff();
    } catch (ExecutionException e) {
      throw Workers.failure(e.getCause());
    }
  }

  /// The next bytes of a buffer, which passes over them.
  private static ByteBuffer next(ByteBuffer buffer, int bytes) {
    ByteBuffer next = buffer.slice(buffer.position(), bytes);
    buffer.position(buffer.position() + bytes);
    return next;
  }

  private List<ReadFile> read(List<Candidate> found, ByteBuffer room) throws IOException {
    SteadyFileReader idle = readers.poll();
    SteadyFileReader reader = idle == null ? new SteadyFileReader(limits) : idle;
    try {
      List<ReadFile> read = new ArrayList<>(found.size());
      for (Candidate candidate : found) {
        read.add(read(candidate, reader, next(room, bytes(candidate))));
      }
      return read;
    } finally {
      readers.add(reader);
    }
  }

  private ReadFile read(Candidate candidate, SteadyFileReader reader, ByteBuffer room)
      throws IOException {
    return switch (candidate.found()) {
      case Found.Link link -> new ReadFile.Ready(new Entry.Link(link.path(), link.target()));
      case Found.EmptyDirectory empty -> new ReadFile.Ready(new Entry.Directory(empty.path()));
      case Found.File file ->
          candidate.known().isPresent()
              ? new ReadFile.Known(file, candidate.known().get())
              : SourceFiles.read(
                  file, limits.smallFileMax(), progress, small -> reader.read(small, room));
      case Found.Skipped skipped ->
          throw new IllegalArgumentException("nothing to read: " + skipped.path());
    };
  }

  /// Ends the reading; nothing that was read may be in use any more.
  @Override
  public void close() {
    executor.shutdownNow();
    executor.close();
    readers.forEach(SteadyFileReader::close);
    memory.close();
  }
}
