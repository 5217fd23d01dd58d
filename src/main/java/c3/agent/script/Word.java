package c3.agent.script;

import c3.posix.FileNames;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// One argument of a command: any bytes but NUL, since paths are bytes. A `Word` travels to the new
/// process as ASCII, with every other byte written as an octal escape that bash's `printf %b`
/// undoes: Java can only pass arguments that its locale can spell.
///
/// @param escaped the word as ASCII
public record Word(String escaped) {
  private static final byte FIRST_PLAIN = ' ';
  private static final byte LAST_PLAIN = '~';

  /// Throws `IllegalArgumentException` when the text is not an escaped word.
  public Word {
    if (!escaped.chars().allMatch(c -> c >= FIRST_PLAIN && c <= LAST_PLAIN)) {
      throw new IllegalArgumentException("not an escaped word");
    }
  }

  /// The word with the UTF-8 form of a text; throws `IllegalArgumentException` for a NUL.
  public static Word of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /// The word that names a file.
  public static Word of(Path path) {
    return of(FileNames.bytes(path));
  }

  /// The word `name=value`.
  public static Word assignment(String name, Path value) {
    return new Word(of(name + "=").escaped() + of(value).escaped());
  }

  private static Word of(byte[] bytes) {
    StringBuilder escaped = new StringBuilder(bytes.length);
    for (byte b : bytes) {
      if (b == 0) {
        throw new IllegalArgumentException("an argument contains a NUL byte");
      }
      if (b >= FIRST_PLAIN && b <= LAST_PLAIN && b != '\\') {
        escaped.append((char) b);
      } else {
        escaped.append("\\0%03o".formatted(Byte.toUnsignedInt(b)));
      }
    }
    return new Word(escaped.toString());
  }
}
