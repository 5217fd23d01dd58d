package c3.wire.message;

import java.nio.ByteBuffer;

/// A piece of a job's log.
///
/// @param from the offset of its first byte in what the script wrote; beyond what was asked for
///   when that lies in the part that was not kept
/// @param bytes what the script wrote there; empty when nothing is there yet
/// @param ended whether nothing follows these bytes and nothing will
public record LogSlice(long from, ByteBuffer bytes, boolean ended) {
  /// The offset behind the last byte.
  public long next() {
    return from + bytes.remaining();
  }
}
