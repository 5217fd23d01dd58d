package c3.agent.machine;

import c3.model.Hardware;
import c3.model.Hardware.Bounding;
import c3.model.Hardware.Gpu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Finds out what this machine has for jobs.
///
/// @param root the root of the file system, below which `proc` lies
/// @param processors how many processors this process may use
/// @param gpus looks for GPUs
public record MachineProbe(Path root, int processors, GpuProbe gpus) {
  private static final String TOTAL = "MemTotal:";
  private static final long KIB = 1024;

  /// Looks once.
  ///
  /// @param ownBound how much memory this agent and all that it starts may use, where that is
  ///   bounded
  public Hardware look(OptionalLong ownBound, Bounding bounding) {
    long memory = Math.min(machineMemory(), ownBound.orElse(Long.MAX_VALUE));
    List<Gpu> found = gpus.look();
    return new Hardware(processors, memory, found, bounding);
  }

  /// Of the machine; 0 when it does not say.
  private long machineMemory() {
    try (Stream<String> lines = Files.lines(root.resolve("proc/meminfo"))) {
      Optional<String> total = lines.filter(line -> line.startsWith(TOTAL)).findFirst();
      return total
          .map(line -> line.substring(TOTAL.length()).replace("kB", "").strip())
          .map(kib -> Long.parseLong(kib) * KIB)
          .orElse(0L);
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }
}
