package c3.model;

import java.util.regex.Pattern;

/// The name of one upload in progress: 32 lowercase hex digits, unguessable; also the name of its
/// folder below the store's `tmp/`, hence parsed and never joined as text.
public record SessionId(String text) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

  /// Throws `IllegalArgumentException` when the text is not a session's name.
  public SessionId {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("not a session: " + text);
    }
  }

  /// Whether the text is a session's name, as a folder's may be.
  public static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }

  @Override
  public String toString() {
    return text;
  }
}
