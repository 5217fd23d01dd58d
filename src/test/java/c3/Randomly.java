package c3;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Runs a check on many random cases and, when one fails, says the seed that replays it.
public final class Randomly {
  private Randomly() {}

  /// A check that may throw.
  @FunctionalInterface
  public interface Check {
    void run(RandomGenerator random) throws Exception;
  }

  /// Runs the check on fresh seeds, or once on the seed given by `-Dseed=N`.
  public static void times(int cases, Check check) {
    Long replay = Long.getLong("seed");
    int runs = replay == null ? cases : 1;
    for (int i = 0; i < runs; i++) {
      long seed = replay == null ? System.nanoTime() + i : replay;
      try {
        check.run(seeded(seed));
      } catch (Exception | AssertionError e) {
        throw new AssertionError("replay with -Dseed=" + seed, e);
      }
    }
  }

  /// The generator that every random test uses.
  public static RandomGenerator seeded(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }
}
