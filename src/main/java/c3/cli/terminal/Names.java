package c3.cli.terminal;

/// Hostile text made safe to look at: a file's name may hold escape sequences.
public final class Names {
  private Names() {}

  /// The text with control characters shown as escapes; tabs and line ends stay.
  public static String shown(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(point -> {
          boolean control = Character.isISOControl(point) && point != '\t' && point != '\n';
          if (control) {
            shown.append(String.format("\\x%02x", point));
          } else {
            shown.appendCodePoint(point);
          }
        });
    return shown.toString();
  }

  /// A name that stays on one line.
  public static String oneLine(String name) {
    return shown(name).replace("\n", "\\n").replace("\t", "\\t");
  }
}
