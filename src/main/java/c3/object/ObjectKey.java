package c3.object;

import c3.model.Digest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name of an object, the same on disk and in a bucket: `o/<hh>/<hh>/<kind>-<sha256>.<gen>`.
/// Unique for ever: `gen` is made of the object's row number, which is never given out again.
///
/// @param kind what the object is
/// @param sha256 the digest of its bytes
/// @param generation the object's row number
public record ObjectKey(Kind kind, Digest sha256, long generation) {
  private static final Pattern FORM =
      Pattern.compile("o/([0-9a-f]{2})/([0-9a-f]{2})/([wbx])-([0-9a-f]{64})\\.([0-9a-f]{16})");

  /// What an object is.
  public enum Kind {
    /// One large file, whole.
    WHOLE('w'),
    /// Many small blobs.
    BUNDLE('b'),
    /// New extents of a file that shares the rest with others.
    EXTENTS('x');

    private final char letter;

    Kind(char letter) {
      this.letter = letter;
    }

    /// The letter in the object's name.
    public char letter() {
      return letter;
    }

    /// The kind of a letter; throws `IllegalArgumentException` for any other.
    public static Kind of(char letter) {
      for (Kind kind : values()) {
        if (kind.letter == letter) {
          return kind;
        }
      }
      throw new IllegalArgumentException("no kind of object: " + letter);
    }
  }

  /// Parses a name; throws `IllegalArgumentException` when it is none.
  public static ObjectKey parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches() || !form.group(4).startsWith(form.group(1) + form.group(2))) {
      throw new IllegalArgumentException("not an object's name: " + text);
    }
    return new ObjectKey(
        Kind.of(form.group(3).charAt(0)),
        Digest.parse(form.group(4)),
        HexFormat.fromHexDigitsToLong(form.group(5)));
  }

  /// The name as it stands below the store's root.
  @Override
  public String toString() {
    String hex = sha256.hex();
    return "o/%s/%s/%c-%s.%s"
        .formatted(
            hex.substring(0, 2),
            hex.substring(2, 4),
            kind.letter(),
            hex,
            HexFormat.of().toHexDigits(generation));
  }
}
