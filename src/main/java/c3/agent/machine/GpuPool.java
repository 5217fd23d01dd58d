package c3.agent.machine;

import c3.model.Hardware.Gpu;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// The GPUs that no job has. Safe for many threads.
final class GpuPool {
  private final TreeSet<Gpu> free = new TreeSet<>(Comparator.comparingInt(Gpu::index));

  GpuPool(Collection<Gpu> all) {
    free.addAll(all);
  }

  /// So many of them, those with the lowest numbers; absent when fewer are free.
  synchronized Optional<List<Gpu>> take(int count) {
    if (free.size() < count) {
      return Optional.empty();
    }
    List<Gpu> taken = free.stream().limit(count).toList();
    taken.forEach(free::remove);
    return Optional.of(taken);
  }

  /// Gives back what was taken. Repeatable until somebody else has taken it.
  synchronized void release(Collection<Gpu> taken) {
    free.addAll(taken);
  }
}
