package c3.model;

import java.util.regex.Pattern;

/// The name of an agent, the process that runs jobs on a machine: 1 to 64 of `a-z 0-9 . _ -`.
public record AgentName(String text) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9._-]{1,64}");

  /// Throws `IllegalArgumentException` when the text is not a name.
  public AgentName {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("not an agent's name: " + text);
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
