package c3.cli.terminal;

/// Hostile text made safe to look at: a file's name may hold escape sequences.
public final class Names {
  private Names() {}

  /// The text with control characters shown as escapes, and with them what turns the direction of
  /// text around or breaks lines; tabs and line ends stay.
  public static String shown(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(point -> {
          boolean control = Character.isISOControl(point) && point != '\t' && point != '\n';
          if (control) {
            shown.append(String.format("\\x%02x", point));
          } else if (isDeceptive(point)) {
            shown.append(String.format("\\u%04x", point));
          } else {
            shown.appendCodePoint(point);
          }
        });
    return shown.toString();
  }

  private static boolean isDeceptive(int point) {
    boolean mark = point == 0x061c || point == 0x200e || point == 0x200f;
    boolean override = point >= 0x2028 && point <= 0x202e;
    boolean isolate = point >= 0x2066 && point <= 0x2069;
    return mark || override || isolate;
  }

  /// A name that stays on one line.
  public static String oneLine(String name) {
    return shown(name).replace("\n", "\\n").replace("\t", "\\t");
  }
}
