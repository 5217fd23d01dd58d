package c3.wire.http;

import c3.model.Digest;
import c3.store.BlobLocator;
import c3.store.BlobStore;
import c3.store.SessionRequest;
import c3.store.UploadSession;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// A store over HTTP. A download that breaks off is taken up again at the byte where it broke, a
/// bounded number of times; nothing else is retried here.
public final class HttpBlobStore implements BlobStore {
  /// @param http closed by whoever made it
  /// @param sharing what may be done with a disk that both sides share
  public HttpBlobStore(BulkHttp http, Sharing sharing) {}

  @Override
  public UploadSession open(SessionRequest request) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public InputStream read(Digest digest, Range range) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public long size(Digest digest) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<BlobLocator> locator() throws IOException {
    throw new UnsupportedOperationException();
  }
}
