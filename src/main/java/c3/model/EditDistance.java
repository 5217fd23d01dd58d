package c3.model;

/// How far two words lie apart: how many letters were left out, added, mistaken or swapped with
/// their neighbour (optimal string alignment, row by row).
final class EditDistance {
  private EditDistance() {}

  /// Time grows with the product of the lengths.
  static int between(String from, String to) {
    int[] twoBefore = new int[to.length() + 1];
    int[] before = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        row[j] = Math.min(before[j - 1] + (same ? 0 : 1), Math.min(before[j], row[j - 1]) + 1);
        if (i > 1 && j > 1 && swapped(from, i, to, j)) {
          row[j] = Math.min(row[j], twoBefore[j - 2] + 1);
        }
      }
      twoBefore = before;
      before = row;
    }
    return before[to.length()];
  }

  private static boolean swapped(String from, int i, String to, int j) {
    return from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
  }
}
