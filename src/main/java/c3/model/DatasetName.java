package c3.model;

import java.util.regex.Pattern;

/// The name of a dataset: a letter or digit, then letters, digits, `.`, `_` and `-`; 1 to 100 in
/// all. Hence never mistaken for a version, which begins with `@`.
public record DatasetName(String text) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /// Throws `IllegalArgumentException`, with a sentence, when the text is not a name.
  public DatasetName {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "a dataset's name begins with a letter or digit and has only letters, digits, `.`, `_`"
              + " and `-`, at most 100 of them: `"
              + text
              + "`");
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
