package c3.cli.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Every command by its name, in the order that help lists them.
public final class Commands {
  private final Map<String, Supplier<Command>> byName;

  /// @param byName how each command is made; only the one that was typed is
  public Commands(Map<String, Supplier<Command>> byName) {
    this.byName = new LinkedHashMap<>(byName);
  }

  /// The command of a name.
  public Optional<Command> named(String name) {
    return Optional.ofNullable(byName.get(name)).map(Supplier::get);
  }

  /// Every name.
  public Set<String> names() {
    return byName.keySet();
  }

  /// The name that was probably meant.
  public Optional<String> nearest(String word) {
    return nearest(word, List.copyOf(byName.keySet()));
  }

  /// Of some words the one that is at most two typing mistakes away, the nearest first.
  public static Optional<String> nearest(String word, List<String> candidates) {
    int allowed = 2;
    Optional<String> best = Optional.empty();
    for (String candidate : candidates) {
      int distance = distance(word, candidate);
      if (distance <= allowed) {
        allowed = distance - 1;
        best = Optional.of(candidate);
      }
    }
    return best;
  }

  /// How many characters must be inserted, removed or replaced (Levenshtein, row by row).
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int i = 0; i < row.length; i++) {
      row[i] = i;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
