package c3.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Finds, for a word that is not known, the known ones that a person probably meant.
public final class Nearest {
  private static final int PART_LENGTH_MIN = 4;
  private static final int HINTS_MAX = 3;
  private static final int LENGTH_MAX = 256;

  private Nearest() {}

  /// The known word that takes the fewest typing mistakes to turn into this one, unless it takes so
  /// many that it is another word. One that is a part of the other comes first: `name` is rather
  /// `job_name` than `time`.
  public static Optional<String> to(String word, Collection<String> known) {
    Comparator<String> byMistakes = Comparator.comparingInt(other -> mistakes(word, other));
    int mistakesMax = Math.max(2, word.length() / 3);
    return known.stream()
        .filter(other -> isPart(word, other) || isPart(other, word))
        .min(byMistakes)
        .or(() ->
            known.stream().min(byMistakes).filter(other -> mistakes(word, other) <= mistakesMax));
  }

  /// The nearest of what exists, however far away, one a line, as a hint; none when nothing exists.
  public static Optional<String> hint(String wanted, Collection<String> existing) {
    List<String> nearest =
        existing.stream()
            .sorted(
                Comparator.comparingInt((String name) -> mistakes(wanted, name))
                    .thenComparing(Comparator.naturalOrder()))
            .limit(HINTS_MAX)
            // Each stays on its line, whatever its name.
            .map(name -> name.replace("\n", "\\n"))
            .toList();
    return nearest.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", nearest));
  }

  private static boolean isPart(String part, String whole) {
    return part.length() >= PART_LENGTH_MIN && whole.contains(part);
  }

  /// Of words longer than any that people type, only the beginning counts.
  private static int mistakes(String word, String other) {
    return EditDistance.between(cut(word), cut(other));
  }

  private static String cut(String word) {
    return word.length() <= LENGTH_MAX ? word : word.substring(0, LENGTH_MAX);
  }
}
