package c3.model;

/// How far two words lie apart: how many letters must be put in, left out or exchanged to get from
/// one to the other (Levenshtein, row by row).
public final class EditDistance {
  private EditDistance() {}

  /// Time grows with the product of the lengths: whoever takes words from a request bounds them.
  public static int between(String from, String to) {
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
}
