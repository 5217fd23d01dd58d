package c3.server.data;

import c3.model.EditDistance;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Finds, for a name that does not exist, the existing ones that were most likely meant.
final class Nearest {
  private static final int NAMES_MAX = 3;
  private static final int LENGTH_MAX = 256;

  private Nearest() {}

  /// The nearest names, one a line, as a hint; none when nothing exists.
  static Optional<String> hint(String wanted, Collection<String> existing) {
    List<String> nearest =
        existing.stream()
            .sorted(
                Comparator.comparingInt((String name) -> distance(wanted, name))
                    .thenComparing(Comparator.naturalOrder()))
            .limit(NAMES_MAX)
            .toList();
    return nearest.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", nearest));
  }

  /// Of names longer than any that people type, only the beginning counts.
  static int distance(String one, String other) {
    return EditDistance.between(cut(one), cut(other));
  }

  private static String cut(String name) {
    return name.length() <= LENGTH_MAX ? name : name.substring(0, LENGTH_MAX);
  }
}
