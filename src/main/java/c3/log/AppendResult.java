package c3.log;

/// How an append at an offset ended. A repeated append is answered with [WrongOffset], whose offset
/// says that nothing is left to do.
public sealed interface AppendResult {
  /// The offset of the byte that the log wants next, which is its length.
  long next();

  /// The bytes were added.
  record Appended(long next) implements AppendResult {}

  /// Nothing was added.
  record WrongOffset(long next) implements AppendResult {}
}
