package c3.log;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// A piece of a log as it was read.
///
/// @param from the offset that was asked for
/// @param at the offset of the first byte of `bytes`: `from`, or the end of the gap when `from` lay
///   in it, or the log's length when `from` lay beyond it
/// @param bytes what the script wrote there; empty at the end of the log; never changed by anyone
@SuppressWarnings("ArrayRecordComponent") // Slices are handed on at once and never compared.
public record LogSlice(long from, long at, byte[] bytes) {

  /// The bytes that were asked for and are no longer kept.
  public long missingBytes() {
    return Math.max(0, at - from);
  }

  /// The offset to read from next.
  public long next() {
    return at + bytes.length;
  }

  /// The slice for a person's eyes: when something is missing before it, a line says how much.
  public byte[] text() {
    if (missingBytes() == 0) {
      return bytes;
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes(gapLine(missingBytes()).getBytes(StandardCharsets.UTF_8));
    text.writeBytes(bytes);
    return text.toByteArray();
  }

  /// The line that stands where output is missing. It starts on a line of its own, whatever was
  /// printed before it.
  public static String gapLine(long missingBytes) {
    return "\n[c3: %,d bytes of output are not kept here; a log keeps its beginning and its end]\n"
        .formatted(missingBytes);
  }
}
