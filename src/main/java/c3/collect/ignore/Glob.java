package c3.collect.ignore;

import java.util.Arrays;
import java.util.List;

/// A glob over bytes, in git's dialect: `?`, `*` and `[...]` stop at slashes, `**` as a whole
/// segment does not. Takes time proportional to text times glob, whatever the glob, since it
/// follows all ways to match at once instead of trying one after the other.
final class Glob {
  /// One step of a match.
  sealed interface Step {
    /// Exactly this byte.
    record Literal(byte value) implements Step {}

    /// One byte of a set, never a slash.
    record OneOf(ByteSet set) implements Step {}

    /// Any number of bytes of a set.
    record ManyOf(ByteSet set) implements Step {}

    /// Goes on behind the next two steps, or with them.
    record MaySkipTwo() implements Step {}

    /// Never matches: what stands here is broken.
    record Broken() implements Step {}
  }

  private final List<Step> steps;
  private final byte[] ending;

  Glob(List<Step> steps) {
    this.steps = List.copyOf(steps);
    this.ending = ending(this.steps);
  }

  /// The bytes that every match ends in: most globs are like `*.log`, and most names are not.
  private static byte[] ending(List<Step> steps) {
    int first = steps.size();
    while (first > 0
        && steps.get(first - 1) instanceof Step.Literal
        && !(first > 2 && steps.get(first - 3) instanceof Step.MaySkipTwo)) {
      first--;
    }
    byte[] ending = new byte[steps.size() - first];
    for (int i = 0; i < ending.length; i++) {
      ending[i] = ((Step.Literal) steps.get(first + i)).value();
    }
    return ending;
  }

  /// Whether the glob matches all of `text` from `start` to `end`.
  boolean matches(byte[] text, int start, int end) {
    return end - start >= ending.length
        && Arrays.equals(text, end - ending.length, end, ending, 0, ending.length)
        && matchesAll(text, start, end);
  }

  private boolean matchesAll(byte[] text, int start, int end) {
    boolean[] at = new boolean[steps.size() + 1];
    reach(at, 0);
    for (int i = start; i < end; i++) {
      boolean[] next = new boolean[at.length];
      boolean alive = false;
      for (int s = 0; s < steps.size(); s++) {
        if (at[s]) {
          alive |= take(next, s, text[i]);
        }
      }
      if (!alive) {
        return false;
      }
      at = next;
    }
    return at[steps.size()];
  }

  private boolean take(boolean[] next, int s, byte value) {
    return switch (steps.get(s)) {
      case Step.Literal literal -> literal.value() == value && reach(next, s + 1);
      case Step.OneOf one -> one.set().contains(value) && reach(next, s + 1);
      case Step.ManyOf many -> many.set().contains(value) && reach(next, s);
      case Step.MaySkipTwo ignored -> false;
      case Step.Broken ignored -> false;
    };
  }

  /// Marks a step, and those that can be reached from it without taking a byte.
  private boolean reach(boolean[] marks, int s) {
    if (marks[s]) {
      return true;
    }
    marks[s] = true;
    if (s < steps.size()) {
      if (steps.get(s) instanceof Step.ManyOf) {
        reach(marks, s + 1);
      } else if (steps.get(s) instanceof Step.MaySkipTwo) {
        reach(marks, s + 1);
        reach(marks, s + 3);
      }
    }
    return true;
  }

  /// A set of bytes.
  static final class ByteSet {
    private final boolean[] members;

    private ByteSet(boolean[] members) {
      this.members = members;
    }

    /// Copies a table of 256.
    static ByteSet of(boolean[] members) {
      return new ByteSet(Arrays.copyOf(members, 256));
    }

    /// Every byte.
    static ByteSet all() {
      boolean[] members = new boolean[256];
      Arrays.fill(members, true);
      return new ByteSet(members);
    }

    /// Every byte but the slash.
    static ByteSet allButSlash() {
      ByteSet set = all();
      set.members['/'] = false;
      return set;
    }

    boolean contains(byte value) {
      return members[Byte.toUnsignedInt(value)];
    }
  }
}
