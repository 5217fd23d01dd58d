package c3.wire;

import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.wire.message.LogSlice;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;

/// What goes beside a piece of a log, whose bytes travel as they are.
public final class LogHeaders {
  /// The offset of the first byte in what the script wrote.
  public static final String FROM = "X-C3-Log-From";

  /// Whether nothing follows, `true` or `false`.
  public static final String ENDED = "X-C3-Log-Ended";

  private LogHeaders() {}

  /// Puts headers and bytes together; throws `C3Exception` INTERNAL when the headers are wrong.
  public static LogSlice read(Function<String, Optional<String>> headers, ByteBuffer bytes)
      throws C3Exception {
    try {
      return new LogSlice(
          Long.parseLong(headers.apply(FROM).orElse("")),
          bytes,
          Boolean.parseBoolean(headers.apply(ENDED).orElse("")));
    } catch (NumberFormatException e) {
      throw new C3Exception(ErrorCode.INTERNAL, "the server sent a log without its place")
          .causedBy(e);
    }
  }
}
