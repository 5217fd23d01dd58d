package c3.store.format;

import c3.model.Digest;

/// One blob in a bundle.
///
/// @param offset where its stored bytes begin, behind the record's header
/// @param storedBytes how many they are
/// @param sizeBytes how many they are once decoded
/// @param codec 0 raw, 1 zstd
/// @param type `TYPE_BLOB` or `TYPE_MANIFEST`
public record BundleRecord(
    Digest digest, long offset, int storedBytes, int sizeBytes, int codec, int type) {
  /// The contents of a file.
  public static final int TYPE_BLOB = 0;

  /// A manifest.
  public static final int TYPE_MANIFEST = 3;

  /// The same, of another type.
  BundleRecord ofType(int another) {
    return new BundleRecord(digest, offset, storedBytes, sizeBytes, codec, another);
  }
}
