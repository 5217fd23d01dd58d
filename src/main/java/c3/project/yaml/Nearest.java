package c3.project.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Finds the word that a person probably meant.
public final class Nearest {
  private static final int PART_LENGTH_MIN = 4;

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

  private static boolean isPart(String part, String whole) {
    return part.length() >= PART_LENGTH_MIN && whole.contains(part);
  }

  /// How many letters were left out, added, mistaken or swapped with their neighbour.
  private static int mistakes(String word, String other) {
    int[] twoBefore = new int[other.length() + 1];
    int[] before = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= word.length(); i++) {
      int[] row = new int[other.length() + 1];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        boolean same = word.charAt(i - 1) == other.charAt(j - 1);
        row[j] = Math.min(before[j - 1] + (same ? 0 : 1), Math.min(before[j], row[j - 1]) + 1);
        if (i > 1 && j > 1 && swapped(word, i, other, j)) {
          row[j] = Math.min(row[j], twoBefore[j - 2] + 1);
        }
      }
      twoBefore = before;
      before = row;
    }
    return before[other.length()];
  }

  private static boolean swapped(String word, int i, String other, int j) {
    return word.charAt(i - 1) == other.charAt(j - 2) && word.charAt(i - 2) == other.charAt(j - 1);
  }
}
