package c3.project.yaml;

import c3.model.C3Exception;
import c3.model.ErrorCode;
import java.util.Optional;

/// Where something was written, to be named when it is wrong.
///
/// @param file the file as a person knows it
/// @param line from 1; 0 for the file as a whole
public record Spot(String file, int line) {
  private static final int SHOWN_MAX = 400;

  /// An error about what stands here.
  public C3Exception wrong(String what) {
    return wrong(what, Optional.empty());
  }

  /// An error about what stands here.
  ///
  /// @param hint what to write or type instead
  public C3Exception wrong(String what, String hint) {
    return wrong(what, Optional.of(hint));
  }

  private C3Exception wrong(String what, Optional<String> hint) {
    return new C3Exception(ErrorCode.INVALID, said(what), hint.map(Spot::oneLine));
  }

  /// The same error, now about what stands here.
  public C3Exception wrong(C3Exception failure) {
    return new C3Exception(failure.code(), said(failure.message()), failure.hint())
        .causedBy(failure);
  }

  private String said(String what) {
    return oneLine(what) + " (" + (line == 0 ? file : file + ", line " + line) + ")";
  }

  /// What a person wrote may hold anything; an error is one line of bounded length.
  private static String oneLine(String text) {
    StringBuilder line = new StringBuilder();
    for (int c : text.codePoints().limit(SHOWN_MAX).toArray()) {
      switch (c) {
        case '\n' -> line.append("\\n");
        case '\t' -> line.append("\\t");
        default -> {
          if (Character.isISOControl(c)) {
            line.append("\\x%02x".formatted(c));
          } else {
            line.appendCodePoint(c);
          }
        }
      }
    }
    return text.codePointCount(0, text.length()) > SHOWN_MAX ? line + "..." : line.toString();
  }
}
