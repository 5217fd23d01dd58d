package c3.store.content;

import c3.catalog.Catalog;
import c3.model.Limits;
import c3.object.disk.Disk;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// What a store is made of. None of it is closed by the store.
///
/// @param root the store's folder; made when it is not there
/// @param disk how files are written
/// @param catalog the database beside it
/// @param random a secure generator, since sessions' names must not be guessed
/// @param nanoTime a clock that only runs forward, as `System.nanoTime`
/// @param workers threads that hash, a bounded number of them; a file costs each 256 KiB
/// @param reserveBytes room that is kept for a full disk
/// @param handOver whether files may be handed over by link
public record StoreParts(
    Path root,
    Disk disk,
    Catalog catalog,
    Limits limits,
    RandomGenerator random,
    LongSupplier nanoTime,
    ExecutorService workers,
    long reserveBytes,
    boolean handOver) {
  /// A store that keeps no room for a full disk.
  public StoreParts(
      Path root,
      Disk disk,
      Catalog catalog,
      Limits limits,
      RandomGenerator random,
      LongSupplier nanoTime,
      ExecutorService workers,
      boolean handOver) {
    this(root, disk, catalog, limits, random, nanoTime, workers, 0, handOver);
  }
}
