package c3.transfer.upload;

import c3.collect.Found;
import c3.collect.Found.Stamp;
import c3.model.C3Exception;
import c3.model.Limits;
import c3.posix.FileStatus;
import c3.store.HandOver;
import c3.transfer.Progress;
import c3.transfer.UploadFailed;
import c3.transfer.Workers;
import c3.transfer.upload.LargeFiles.Stored;
import c3.transfer.upload.SourceFiles.Content;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// Hands files over by link, several calls at a time, each of a bounded number of files and bytes.
/// Only for files that are c3's own, such as a job's workspace once its script has ended: the store
/// makes them read-only and shares their bytes from then on. A file with a second name is left
/// alone, since who has the other may write it.
final class LinkedFiles {
  private static final long BYTES_PER_CALL_MAX = 4L << 30;

  private final HandOver handOver;
  private final Limits limits;
  private final int parallelism;
  private final Progress progress;

  LinkedFiles(HandOver handOver, Transit transit, Progress progress) {
    this.handOver = handOver;
    this.limits = transit.limits();
    this.parallelism = transit.threads().parallelism();
    this.progress = progress;
  }

  /// Hands over what may be. What the store took is noted in its place; a file that has to go
  /// another way is left empty.
  void handOver(
      List<Found.File> files, AtomicReferenceArray<Optional<Stored>> stored, Workers workers)
      throws IOException {
    List<Integer> eligible = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      if (files.get(i).stamp().links() == 1) {
        eligible.add(i);
      }
    }
    for (List<Integer> call : calls(files, eligible)) {
      workers.submit(() -> handOver(files, call, stored));
    }
    workers.drain();
  }

  /// Cuts the files into calls: as few as the bounds allow, but enough for all threads.
  private List<List<Integer>> calls(List<Found.File> files, List<Integer> places) {
    int share = Math.ceilDiv(places.size(), parallelism);
    int filesMax = Math.clamp(share, 1, limits.objectsPerBatchMax());
    List<List<Integer>> calls = new ArrayList<>();
    List<Integer> call = new ArrayList<>();
    long bytes = 0;
    for (int place : places) {
      long size = files.get(place).stamp().sizeBytes();
      if (call.size() == filesMax || (!call.isEmpty() && bytes + size > BYTES_PER_CALL_MAX)) {
        calls.add(call);
        call = new ArrayList<>();
        bytes = 0;
      }
      call.add(place);
      bytes += size;
    }
    if (!call.isEmpty()) {
      calls.add(call);
    }
    return calls;
  }

  private void handOver(
      List<Found.File> files, List<Integer> call, AtomicReferenceArray<Optional<Stored>> stored)
      throws IOException {
    List<Path> paths = call.stream().map(place -> files.get(place).file()).toList();
    List<HandOver.Result> results;
    try {
      results = handOver.files(paths);
    } catch (C3Exception e) {
      throw UploadFailed.naming(files.get(call.getFirst()).path(), e);
    }
    for (int i = 0; i < call.size(); i++) {
      if (results.get(i) instanceof HandOver.Result.Taken taken) {
        stored.set(call.get(i), Optional.of(stored(files.get(call.get(i)), taken)));
      }
    }
  }

  private Stored stored(Found.File found, HandOver.Result.Taken taken) throws IOException {
    Stamp stamp = found.stamp();
    try {
      // The walk's mode, since the store has changed it; the time of the last write, which may be
      // later than the walk.
      long modified = FileStatus.of(found.file()).modifiedNanos();
      stamp =
          new Stamp(
              taken.sizeBytes(),
              stamp.executable(),
              modified,
              stamp.changedNanos(),
              stamp.inode(),
              stamp.device(),
              stamp.links());
    } catch (NoSuchFileException e) {
      // Its bytes are in the store: the walk's time will do.
    }
    progress.on(new Progress.Event.Moved(taken.sizeBytes()));
    Content content = new Content(taken.digest(), taken.sizeBytes(), false);
    return new Stored(SourceFiles.entry(found, stamp, content), taken.sizeBytes());
  }
}
