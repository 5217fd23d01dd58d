package c3.model;

import java.util.regex.Pattern;

/// The name of an account: lowercase letters, digits and hyphens, 1 to 40 of them, a letter first.
public record AccountName(String text) {
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  /// Throws `IllegalArgumentException` when the text is not a name.
  public AccountName {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "a user's name has only a-z, 0-9 and -, at most 40 of them, a letter first: " + text);
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
