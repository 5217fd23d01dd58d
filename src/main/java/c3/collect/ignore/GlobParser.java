package c3.collect.ignore;

import c3.collect.ignore.Glob.ByteSet;
import c3.collect.ignore.Glob.Step;
import java.util.ArrayList;
import java.util.List;

/// Reads a glob from left to right.
final class GlobParser {
  private static final ByteSet ALL = ByteSet.all();
  private static final ByteSet ALL_BUT_SLASH = ByteSet.allButSlash();

  private final byte[] text;
  private final List<Step> steps = new ArrayList<>();
  private int position;

  private GlobParser(byte[] text) {
    this.text = text;
  }

  static Glob parse(byte[] text) {
    return new Glob(new GlobParser(text).parse());
  }

  /// The length of the beginning that has no special byte.
  static int literalLength(byte[] text) {
    int length = 0;
    while (length < text.length && "*?[\\".indexOf(text[length]) < 0) {
      length++;
    }
    return length;
  }

  private List<Step> parse() {
    int literal = literalLength(text);
    while (position < text.length) {
      byte value = text[position];
      switch (value) {
        case '*' -> stars(literal);
        case '?' -> {
          steps.add(new Step.OneOf(ALL_BUT_SLASH));
          position++;
        }
        case '[' -> set();
        case '\\' -> escape();
        default -> {
          steps.add(new Step.Literal(value));
          position++;
        }
      }
    }
    return steps;
  }

  /// Two or more stars that fill a segment cross slashes; git also takes them for that where the
  /// literal beginning ends.
  private void stars(int literal) {
    int start = position;
    while (position < text.length && text[position] == '*') {
      position++;
    }
    boolean begins = start == 0 || start == literal || text[start - 1] == '/';
    boolean ends =
        is(position, '/')
            || position == text.length
            || (is(position, '\\') && is(position + 1, '/'));
    if (position - start < 2 || !begins || !ends) {
      steps.add(new Step.ManyOf(ALL_BUT_SLASH));
    } else if (is(position, '/')) {
      steps.add(new Step.MaySkipTwo());
      steps.add(new Step.ManyOf(ALL));
      steps.add(new Step.Literal((byte) '/'));
      position++;
    } else {
      steps.add(new Step.ManyOf(ALL));
    }
  }

  private boolean is(int at, char value) {
    return at < text.length && text[at] == value;
  }

  private void escape() {
    position++;
    if (position < text.length) {
      steps.add(new Step.Literal(text[position]));
      position++;
    } else {
      steps.add(new Step.Broken());
    }
  }

  private void set() {
    GlobSet set = new GlobSet(text, position + 1);
    if (set.read()) {
      steps.add(new Step.OneOf(set.members()));
      position = set.end();
    } else {
      steps.add(new Step.Broken());
      position = text.length;
    }
  }
}
