package c3.collect.ignore;

import c3.collect.ignore.Glob.ByteSet;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads what stands in the brackets of a glob: `[a-z]`, `[!0-9]`, `[[:alpha:]_]`.
final class GlobSet {
  /// No byte that a range could begin with.
  private static final int NONE = -1;

  /// The names of classes, and what Java calls the same in ASCII.
  private static final Map<String, String> CLASSES =
      Stream.of(
              "Alnum", "Alpha", "Blank", "Cntrl", "Digit", "Graph", "Lower", "Print", "Punct",
              "Space", "Upper", "XDigit")
          .collect(Collectors.toMap(name -> name.toLowerCase(Locale.ROOT), name -> name));

  private final byte[] text;
  private final boolean[] members = new boolean[256];
  private int position;
  private int before = NONE;

  /// @param start where the brackets' contents begin
  GlobSet(byte[] text, int start) {
    this.text = text;
    this.position = start;
  }

  /// Reads up to behind the closing bracket; false when there is none or a class is unknown.
  boolean read() {
    boolean negated = is(position, '!') || is(position, '^');
    position += negated ? 1 : 0;
    // A bracket that stands first is a member.
    do {
      if (position >= text.length || !member()) {
        return false;
      }
    } while (!is(position, ']'));
    position++;
    if (negated) {
      for (int i = 0; i < members.length; i++) {
        members[i] = !members[i];
      }
    }
    members['/'] = false;
    return true;
  }

  /// What was read.
  ByteSet members() {
    return ByteSet.of(members);
  }

  /// The position behind the closing bracket.
  int end() {
    return position;
  }

  private boolean is(int at, char value) {
    return at < text.length && text[at] == value;
  }

  private boolean member() {
    if (is(position, '-')
        && before != NONE
        && position + 1 < text.length
        && !is(position + 1, ']')) {
      return range();
    }
    if (is(position, '[') && is(position + 1, ':')) {
      return namedClass();
    }
    int value = literal();
    if (value == NONE) {
      return false;
    }
    add(value);
    return true;
  }

  private void add(int value) {
    members[value] = true;
    before = value;
  }

  /// One byte, perhaps behind a backslash; none at the end of the text.
  private int literal() {
    if (is(position, '\\')) {
      position++;
    }
    return position < text.length ? Byte.toUnsignedInt(text[position++]) : NONE;
  }

  private boolean range() {
    position++;
    int last = literal();
    if (last == NONE) {
      return false;
    }
    for (int value = before; value <= last; value++) {
      members[value] = true;
    }
    before = NONE;
    return true;
  }

  private boolean namedClass() {
    int start = position + 2;
    int close = start;
    while (close < text.length && text[close] != ']') {
      close++;
    }
    if (close == text.length) {
      return false;
    }
    if (close == start || text[close - 1] != ':') {
      // Not a class after all: the bracket is a member.
      position++;
      add('[');
      return true;
    }
    String name = new String(text, start, close - 1 - start, StandardCharsets.ISO_8859_1);
    position = close + 1;
    before = NONE;
    return addClass(name);
  }

  private boolean addClass(String name) {
    String theirs = CLASSES.get(name);
    if (theirs == null) {
      return false;
    }
    Pattern one = Pattern.compile("\\p{" + theirs + "}");
    for (char value = 0; value < 128; value++) {
      members[value] |= one.matcher(String.valueOf(value)).matches();
    }
    return true;
  }
}
