package c3.log;

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
}
