package c3.server.data;

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

  /// How many letters must be put in, left out or exchanged to get from one name to the other; of
  /// names longer than any that people type, only the beginning counts.
  static int distance(String one, String other) {
    String from = cut(one);
    String to = cut(other);
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int exchanged = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(exchanged, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }

  private static String cut(String name) {
    return name.length() <= LENGTH_MAX ? name : name.substring(0, LENGTH_MAX);
  }
}
