package c3.log;

import c3.model.Limits;

/// How much of a log is kept: the first and the last so many bytes. Both sides of a connection use
/// the same bounds, so that neither drops what the other still shows.
///
/// @param headBytesMax bytes kept from the beginning; at least 1
/// @param tailBytesMax bytes kept from the end; at least 1
public record LogBounds(long headBytesMax, long tailBytesMax) {
  private static final int TAIL_FILES = 8;

  public LogBounds {
    if (headBytesMax < 1 || tailBytesMax < 1) {
      throw new IllegalArgumentException("bounds of a log start at 1 byte");
    }
  }

  /// The bounds that c3 runs with.
  public static LogBounds of(Limits limits) {
    return new LogBounds(limits.logHeadMax(), limits.logTailMax());
  }

  /// The size at which a file of the tail is followed by the next. The tail is dropped file by
  /// file, so up to this much more than [#tailBytesMax] may be on disk.
  long tailFileBytesMax() {
    return Math.ceilDiv(tailBytesMax, TAIL_FILES);
  }
}
