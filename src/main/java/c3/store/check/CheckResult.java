package c3.store.check;

/// What a check looked at and what it came to.
///
/// @param bytes how many bytes of blobs were read and hashed
/// @param findings how many things are wrong
/// @param lost how many of these mean that something cannot be had any more
/// @param unknown how many files no row knows, or were set aside for that
/// @param unknownBytes how large they are together
public record CheckResult(
    long objects,
    long blobs,
    long bytes,
    long manifests,
    long findings,
    long lost,
    long unknown,
    long unknownBytes) {
  /// Whether nothing is wrong.
  public boolean clean() {
    return findings == 0;
  }
}
