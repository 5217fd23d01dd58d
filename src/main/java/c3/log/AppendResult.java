package c3.log;

/// How an append at an offset ended. A repeated append is answered with [WrongOffset], whose offset
/// says that nothing is left to do.
public sealed interface AppendResult {
  /// The bytes were added; the log is now this long.
  record Appended(long length) implements AppendResult {}

  /// Nothing was added: the next byte this log misses is the one at `expected`.
  record WrongOffset(long expected) implements AppendResult {}
}
