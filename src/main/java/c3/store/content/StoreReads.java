package c3.store.content;

import c3.model.Digest;
import c3.object.disk.DiskObjectStore;
import c3.store.BlobLocator;
import c3.store.BlobStore.BlobVisitor;
import c3.store.BlobStore.Range;
import c3.store.read.BlobReads;
import c3.store.read.Damages;
import c3.store.read.DiskLocator;
import c3.store.read.ManyReads;
import c3.store.read.Places;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Optional;

/// The reading half of a `BlobStore`, of what somebody may see. Safe for many threads.
public final class StoreReads {
  private final BlobReads reads;
  private final ManyReads manyReads;
  private final DiskLocator locator;

  StoreReads(StoreParts parts, DiskObjectStore objects, Places visible) {
    Damages damages = new Damages(parts.catalog().blobs());
    this.reads = new BlobReads(objects, visible, parts.limits(), damages);
    this.manyReads = new ManyReads(objects, visible, parts.limits(), damages);
    this.locator = new DiskLocator(objects, visible);
  }

  /// See `BlobStore.read`.
  public InputStream read(Digest digest, Range range) throws IOException {
    return reads.read(digest, range);
  }

  /// See `BlobStore.size`.
  public long size(Digest digest) throws IOException {
    return reads.size(digest);
  }

  /// See `BlobStore.readAll`.
  public void readAll(Collection<Digest> digests, BlobVisitor visitor) throws IOException {
    manyReads.readAll(digests, visitor);
  }

  /// See `BlobStore.locator`.
  public Optional<BlobLocator> locator() {
    return Optional.of(locator);
  }
}
