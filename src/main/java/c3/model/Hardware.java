package c3.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// What an agent's machine has, and what of it a job can be kept to.
///
/// @param cpus processors that jobs may use, at least 1
/// @param memoryBytes memory that jobs may use: the machine's, or less where the agent itself is
///   bounded
/// @param gpus in the order of their numbers
/// @param bounding which bounds the machine can enforce
public record Hardware(int cpus, long memoryBytes, List<Gpu> gpus, Bounding bounding) {
  private static final int MILLI = 1000;

  public Hardware {
    gpus = List.copyOf(gpus);
  }

  /// One GPU.
  ///
  /// @param index its number on the machine, in the order of the bus
  /// @param memoryBytes its own memory; 0 when that is not known
  public record Gpu(int index, String name, long memoryBytes) {}

  /// Which bounds a machine can enforce.
  ///
  /// @param why why one of them cannot be, as the end of a sentence; empty when all can
  public record Bounding(boolean cpus, boolean memory, String why) {}

  /// What is missing here for a job with these bounds, as a sentence that begins with what it
  /// needs; absent when it could run, now or once others have ended.
  public Optional<String> missing(JobBounds bounds) {
    if (bounds.gpusNeeded() > gpus.size()) {
      return Optional.of(
          "needs %s, and the machine has %s"
              .formatted(gpus(bounds.gpusNeeded()), gpus(gpus.size())));
    }
    if (bounds.memoryBytes().orElse(0) > memoryBytes) {
      return Optional.of(
          "needs %s of memory, and the machine has %s"
              .formatted(
                  ByteSize.text(bounds.memoryBytes().orElse(0)), ByteSize.text(memoryBytes)));
    }
    if (bounds.milliCpus().orElse(0) > (long) cpus * MILLI) {
      return Optional.of(
          "needs %s processors, and the machine has %d"
              .formatted(processors(bounds.milliCpus().orElse(0)), cpus));
    }
    if (bounds.memoryBytes().isPresent() && !bounding.memory()) {
      return Optional.of("bounds memory, which the machine cannot: " + bounding.why());
    }
    if (bounds.milliCpus().isPresent() && !bounding.cpus()) {
      return Optional.of("bounds processor time, which the machine cannot: " + bounding.why());
    }
    return Optional.empty();
  }

  private static String gpus(int count) {
    return switch (count) {
      case 0 -> "no GPU";
      case 1 -> "1 GPU";
      default -> count + " GPUs";
    };
  }

  /// Thousandths as people write them: `2`, `0.5`.
  public static String processors(int milliCpus) {
    return BigDecimal.valueOf(milliCpus, 3).stripTrailingZeros().toPlainString();
  }
}
