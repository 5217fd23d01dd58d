package c3.transfer.upload;

import c3.collect.Found;
import c3.model.Entry;
import c3.model.Limits;
import c3.transfer.Buffers;
import c3.transfer.Progress;
import c3.transfer.Threads;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
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

  /// A batch of fewer bytes gets memory of just its size, which a small upload has sooner.
  private static final int SHARED_MIN = 1 << 20;

  private final Limits limits;
  private final Progress progress;
  private final ExecutorService executor;
  private final Queue<SteadyFileReader> readers = new ConcurrentLinkedQueue<>();
  private final Buffers buffers;

  /// @param bytesMax how many bytes a batch has at most
  BatchReader(Limits limits, Threads threads, Progress progress, long bytesMax) {
    this.limits = limits;
    this.progress = progress;
    this.executor = Executors.newFixedThreadPool(threads.parallelism(), threads.factory());
    this.buffers = new Buffers(Math.toIntExact(bytesMax));
  }

  /// Begins to read a batch.
  Reading begin(List<Candidate> found) {
    int bytes = 0;
    for (Candidate candidate : found) {
      bytes += Math.toIntExact(candidate.bytesToRead(limits.smallFileMax()));
    }
    boolean shared = bytes >= SHARED_MIN;
    Reading reading =
        new Reading(shared ? buffers.take() : ByteBuffer.allocateDirect(bytes), shared);
    for (int from = 0; from < found.size(); from += FILES_PER_TASK) {
      reading.begin(found.subList(from, Math.min(from + FILES_PER_TASK, found.size())));
    }
    return reading;
  }

  /// A batch that is being read. Ended by `release`.
  final class Reading {
    private final ByteBuffer room;
    private final boolean shared;
    private final List<Future<List<ReadFile>>> parts = new ArrayList<>();

    private Reading(ByteBuffer room, boolean shared) {
      this.room = room;
      this.shared = shared;
    }

    private void begin(List<Candidate> found) {
      int bytes = 0;
      for (Candidate candidate : found) {
        bytes += Math.toIntExact(candidate.bytesToRead(limits.smallFileMax()));
      }
      ByteBuffer own = room.slice(room.position(), bytes);
      room.position(room.position() + bytes);
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
      if (shared) {
        buffers.giveBack(room);
      }
    }
  }

  private static List<ReadFile> result(Future<List<ReadFile>> part) throws IOException {
    try {
      return part.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the transfer was broken off");
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  private List<ReadFile> read(List<Candidate> found, ByteBuffer room) throws IOException {
    SteadyFileReader idle = readers.poll();
    SteadyFileReader reader = idle == null ? new SteadyFileReader(limits) : idle;
    try {
      List<ReadFile> read = new ArrayList<>(found.size());
      for (Candidate candidate : found) {
        int bytes = Math.toIntExact(candidate.bytesToRead(limits.smallFileMax()));
        read.add(read(candidate, reader, room.slice(room.position(), bytes)));
        room.position(room.position() + bytes);
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
              : read(file, reader, room);
      case Found.Skipped skipped ->
          throw new IllegalArgumentException("nothing to read: " + skipped.path());
    };
  }

  private ReadFile read(Found.File file, SteadyFileReader reader, ByteBuffer room)
      throws IOException {
    progress.on(new Progress.Event.Started(file.path(), file.stamp().sizeBytes()));
    if (file.stamp().sizeBytes() > limits.smallFileMax()) {
      return new ReadFile.Large(file);
    }
    ReadFile read = reader.read(file, room);
    if (read instanceof ReadFile.Small small) {
      progress.on(new Progress.Event.Moved(small.sizeBytes()));
    }
    return read;
  }

  @Override
  public void close() {
    executor.shutdownNow();
    executor.close();
    readers.forEach(SteadyFileReader::close);
  }
}
