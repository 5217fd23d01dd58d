package c3.wire.retry;

import c3.model.Digest;
import c3.store.BlobLocator;
import c3.store.BlobStore;
import c3.store.SessionRequest;
import c3.store.UploadSession;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Repeats each call of a store, of its sessions and of their hand-over while nobody answers. A
/// stream that is open is the wrapped store's own business.
public final class RetryingBlobStore implements BlobStore {
  private final BlobStore store;
  private final Retry retry;

  public RetryingBlobStore(BlobStore store, Retry retry) {
    this.store = store;
    this.retry = retry;
  }

  @Override
  public UploadSession open(SessionRequest request) throws IOException {
    return new RetryingSession(retry.call(() -> store.open(request)), retry);
  }

  @Override
  public InputStream read(Digest digest, Range range) throws IOException {
    return retry.call(() -> store.read(digest, range));
  }

  @Override
  public long size(Digest digest) throws IOException {
    return retry.call(() -> store.size(digest));
  }

  @Override
  public Optional<BlobLocator> locator() throws IOException {
    return retry.call(store::locator).map(locator -> all -> retry.call(() -> locator.locate(all)));
  }
}
