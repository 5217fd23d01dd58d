package c3.model;

import java.util.regex.Pattern;

/// The name of a project: lowercase letters, digits and hyphens, 1 to 100 of them.
public record ProjectName(String text) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9-]{1,100}");

  /// Throws `IllegalArgumentException` when the text is not a name.
  public ProjectName {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "a project's name has only a-z, 0-9 and -, at most 100 of them: " + text);
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
