package c3.wire.http;

import c3.model.Digest;
import c3.store.BlobLocator;
import c3.store.BlobStore;
import c3.store.SessionRequest;
import c3.store.UploadSession;
import c3.wire.Route;
import c3.wire.codec.NumberJson;
import c3.wire.codec.OpenedSessionJson;
import c3.wire.codec.SessionRequestJson;
import c3.wire.message.OpenedSession;
import c3.wire.retry.Retry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/// A store over HTTP. What is read whole is verified here as well, since a network lies between. A
/// download that breaks off is taken up again at the byte where it broke, a bounded number of times
/// without a byte of gain; nothing else is retried here.
public final class HttpBlobStore implements BlobStore {
  private final BulkHttp http;
  private final Sharing sharing;
  private final Retry resumes;
  private final Through through;
  private final DiskProof proof;

  /// A store whose broken downloads fail when nobody answers the request for the rest.
  ///
  /// @param http closed by whoever made it
  /// @param sharing what may be done with a disk that both sides share
  public HttpBlobStore(BulkHttp http, Sharing sharing) {
    this(http, sharing, Retry.never());
  }

  /// @param resumes what to do while nobody answers the request for the rest of a download
  public HttpBlobStore(BulkHttp http, Sharing sharing, Retry resumes) {
    this(http, sharing, resumes, Through.POSSESSION, new DiskProof(http));
  }

  private HttpBlobStore(
      BulkHttp http, Sharing sharing, Retry resumes, Through through, DiskProof proof) {
    this.http = http;
    this.sharing = sharing;
    this.resumes = resumes;
    this.through = through;
    this.proof = proof;
  }

  /// The same, which also reads what a manifest names that is shared with the caller.
  public HttpBlobStore through(Digest manifest) {
    return new HttpBlobStore(http, sharing, resumes, Through.manifest(manifest), proof);
  }

  @Override
  public UploadSession open(SessionRequest request) throws IOException {
    OpenedSession opened =
        http.call(HttpCall.of(Route.OPEN).with(new SessionRequestJson(), request))
            .decode(new OpenedSessionJson());
    Optional<Path> folder = sharing == Sharing.DISK ? opened.dropFolder() : Optional.empty();
    return new HttpUploadSession(http, opened.session(), folder);
  }

  @Override
  public InputStream read(Digest digest, Range range) throws IOException {
    if (range.length() == 0) {
      size(digest);
      return InputStream.nullInputStream();
    }
    return ResumingBlob.open(
        http, resumes, through.call(Route.READ_BLOB, digest.hex()), digest, range);
  }

  @Override
  public long size(Digest digest) throws IOException {
    return http.call(through.call(Route.BLOB_SIZE, digest.hex()))
        .decode(new NumberJson("sizeBytes"));
  }

  @Override
  public void readAll(Collection<Digest> digests, BlobVisitor visitor) throws IOException {
    new BatchRead(http, resumes, through.call(Route.READ_BLOBS), digests).into(visitor);
  }

  @Override
  public Optional<BlobLocator> locator() throws IOException {
    return sharing == Sharing.DISK && proof.nonce().isPresent()
        ? Optional.of(new HttpBlobLocator(http, through.call(Route.LOCATE), proof))
        : Optional.empty();
  }
}
