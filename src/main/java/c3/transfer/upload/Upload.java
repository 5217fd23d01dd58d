package c3.transfer.upload;

import c3.collect.Collector;
import c3.collect.Found;
import c3.model.ErrorCode;
import c3.model.ManifestSummary;
import c3.transfer.Progress;
import c3.transfer.UploadFailed;
import c3.transfer.UploadResult;
import c3.transfer.Workers;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One upload under way: gathers what the walk finds into batches. While a batch is read, the store
/// is asked about the one before, and the one before that is stored. See `StoreUploader`.
final class Upload implements Closeable {
  private static final int BATCH_FOUND_MAX = 4_096;

  /// The contents of three batches are in memory at a time.
  static final long BATCH_BYTES_MAX = 8L << 20;

  private final Transit transit;
  private final Progress progress;
  private final BatchReader reader;
  private final BatchStore store;
  private final KnownFiles known;
  private final Workers asking;
  private final Workers storing;
  private List<Candidate> batch = new ArrayList<>();
  private long batchBytes;

  /// What ended the walk from this side.
  private Optional<IOException> failure = Optional.empty();

  Upload(BatchStore store, KnownFiles known, Transit transit, Progress progress) {
    this.transit = transit;
    this.progress = progress;
    this.store = store;
    this.known = known;
    this.reader =
        new BatchReader(
            transit.limits(),
            transit.threads(),
            progress,
            BATCH_BYTES_MAX + transit.limits().smallFileMax());
    this.asking = new Workers(1, 0, transit.threads().factory());
    this.storing = new Workers(1, 0, transit.threads().factory());
  }

  /// Does all of it.
  UploadResult run(Collector collector, List<Collector.Root> roots) throws IOException {
    try {
      collector.walk(roots, this::found);
    } catch (AccessDeniedException e) {
      throw failure.isPresent() ? e : cannotWalk(e, "permission denied");
    } catch (FileSystemException e) {
      throw failure.isPresent()
          ? e
          : cannotWalk(e, e.getReason() == null ? "it is something else by now" : e.getReason());
    }
    endBatch();
    asking.drain();
    storing.drain();
    ManifestSummary manifest = store.finish();
    return new UploadResult(transit.session().id(), manifest, store.sent());
  }

  private static IOException cannotWalk(FileSystemException e, String why) {
    String message = "cannot read " + e.getFile() + ": " + why;
    return new UploadFailed(ErrorCode.INVALID, Optional.empty(), message).causedBy(e);
  }

  private void found(Found found) throws IOException {
    switch (found) {
      case Found.Skipped skipped ->
          progress.on(
              new Progress.Event.Warned(
                  skipped.path(), "it is " + skipped.what() + ", and is left out"));
      case Found.File file -> {
        long size = file.stamp().sizeBytes();
        progress.on(new Progress.Event.Found(1, size));
        add(new Candidate(file, known.find(file)));
      }
      case Found.Link link -> add(new Candidate(link, Optional.empty()));
      case Found.EmptyDirectory empty -> add(new Candidate(empty, Optional.empty()));
    }
  }

  private void add(Candidate candidate) throws IOException {
    batch.add(candidate);
    batchBytes += candidate.bytesToRead(transit.limits().smallFileMax());
    if (batch.size() >= BATCH_FOUND_MAX || batchBytes >= BATCH_BYTES_MAX) {
      endBatch();
    }
  }

  private void endBatch() throws IOException {
    try {
      SourceFiles.checkGoesOn();
      BatchReader.Reading reading = reader.begin(batch, batchBytes);
      batch = new ArrayList<>();
      batchBytes = 0;
      asking.submit(() -> ask(reading));
    } catch (IOException e) {
      failure = Optional.of(e);
      throw e;
    }
  }

  private void ask(BatchReader.Reading reading) throws IOException {
    BatchStore.Asked asked = store.ask(reading.await());
    storing.submit(() -> {
      store.store(asked);
      reading.release();
    });
  }

  /// Ends what still runs.
  @Override
  public void close() {
    asking.close();
    storing.close();
    reader.close();
  }
}
