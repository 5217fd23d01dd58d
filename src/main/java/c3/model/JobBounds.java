package c3.model;

import java.util.OptionalInt;
import java.util.OptionalLong;

/// How much of a machine a job may use. What is absent is not bounded.
///
/// @param milliCpus processor time in thousandths of a processor, at least 1
/// @param memoryBytes memory of all its processes together, at least 1
/// @param gpus how many GPUs are its alone; 0: it sees none
public record JobBounds(OptionalInt milliCpus, OptionalLong memoryBytes, OptionalInt gpus) {
  /// The whole machine.
  public static final JobBounds NONE =
      new JobBounds(OptionalInt.empty(), OptionalLong.empty(), OptionalInt.empty());

  /// Throws `IllegalArgumentException` for a bound that leaves nothing to run with.
  public JobBounds {
    if (milliCpus.orElse(1) < 1 || memoryBytes.orElse(1) < 1 || gpus.orElse(0) < 0) {
      throw new IllegalArgumentException("a bound is too small");
    }
  }

  /// Whether nothing is bounded.
  public boolean isNone() {
    return milliCpus.isEmpty() && memoryBytes.isEmpty() && gpus.isEmpty();
  }

  /// How many GPUs have to be free for it.
  public int gpusNeeded() {
    return gpus.orElse(0);
  }
}
