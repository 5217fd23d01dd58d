package c3.store.format;

import c3.model.Digest;
import java.nio.file.Path;
import java.util.List;

/// A finished bundle file.
///
/// @param file where it lies; nobody writes it any more
/// @param sha256 the digest of the whole file
/// @param sizeBytes its length
/// @param records what lies in it, by digest, as its directory lists it
public record SealedBundle(Path file, Digest sha256, long sizeBytes, List<BundleRecord> records) {
  public SealedBundle {
    records = List.copyOf(records);
  }
}
