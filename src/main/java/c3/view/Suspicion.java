package c3.view;

import c3.model.Digest;
import c3.store.BlobCorrupt;
import c3.store.BlobStore;
import c3.store.BlobStore.Range;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Reads parts of a manifest. Ranges of a blob are not verified: where they turn out to be no
/// manifest, all of it is read, so that the store sees the damage, remembers it and says what to
/// do.
record Suspicion(BlobStore blobs, Digest manifest) {
  /// Something that is read.
  interface Part<T> {
    T read() throws IOException;
  }

  <T> T read(Part<T> part) throws IOException {
    try {
      return part.read();
    } catch (BlobCorrupt e) {
      try (InputStream whole = blobs.read(manifest, Range.ALL)) {
        whole.transferTo(OutputStream.nullOutputStream());
      }
      throw e;
    }
  }
}
