package c3.transfer.upload;

import c3.collect.Found;
import c3.model.Entry;
import c3.model.Limits;
import c3.transfer.Progress;
import c3.transfer.Threads;
import c3.transfer.Workers;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// Reads the small files among what was found, several at a time.
final class BatchReader implements Closeable {
  private static final int FILES_PER_TASK = 32;

  private final Limits limits;
  private final Progress progress;
  private final Workers workers;
  private final Queue<SmallFileReader> readers = new ConcurrentLinkedQueue<>();

  BatchReader(Limits limits, Threads threads, Progress progress) {
    this.limits = limits;
    this.progress = progress;
    this.workers = new Workers(threads.parallelism(), threads.parallelism(), threads.factory());
  }

  /// Reads; results in the same order. Throws `UploadFailed` when a file cannot be read.
  List<ReadFile> read(List<Candidate> found) throws IOException {
    AtomicReferenceArray<ReadFile> read = new AtomicReferenceArray<>(found.size());
    for (int from = 0; from < found.size(); from += FILES_PER_TASK) {
      int first = from;
      int end = Math.min(from + FILES_PER_TASK, found.size());
      workers.submit(() -> read(found, first, end, read));
    }
    workers.drain();
    List<ReadFile> results = new ArrayList<>(found.size());
    for (int i = 0; i < found.size(); i++) {
      results.add(read.get(i));
    }
    return results;
  }

  private void read(List<Candidate> found, int from, int end, AtomicReferenceArray<ReadFile> read)
      throws IOException {
    SmallFileReader idle = readers.poll();
    SmallFileReader reader = idle == null ? new SmallFileReader(limits) : idle;
    try {
      for (int i = from; i < end; i++) {
        read.set(i, read(found.get(i), reader));
      }
    } finally {
      readers.add(reader);
    }
  }

  private ReadFile read(Candidate candidate, SmallFileReader reader) throws IOException {
    return switch (candidate.found()) {
      case Found.Link link -> new ReadFile.Ready(new Entry.Link(link.path(), link.target()));
      case Found.EmptyDirectory empty -> new ReadFile.Ready(new Entry.Directory(empty.path()));
      case Found.File file ->
          candidate.known().isPresent()
              ? new ReadFile.Known(file, candidate.known().get())
              : read(file, reader);
      case Found.Skipped skipped ->
          throw new IllegalArgumentException("nothing to read: " + skipped.path());
    };
  }

  private ReadFile read(Found.File file, SmallFileReader reader) throws IOException {
    progress.on(new Progress.Event.Started(file.path(), file.stamp().sizeBytes()));
    if (file.stamp().sizeBytes() > limits.smallFileMax()) {
      return new ReadFile.Large(file);
    }
    ReadFile read = reader.read(file);
    if (read instanceof ReadFile.Small small) {
      progress.on(new Progress.Event.Moved(small.content().length));
    }
    return read;
  }

  @Override
  public void close() {
    workers.close();
  }
}
