package c3.wire.retry;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.store.BlobLocator;
import c3.store.BlobStore;
import c3.store.SessionRequest;
import c3.store.UploadSession;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

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
  public void readAll(Collection<Digest> digests, BlobVisitor visitor) throws IOException {
    Unvisited unvisited = new Unvisited(digests, visitor);
    try {
      retry.run(() -> {
        if (!unvisited.digests.isEmpty()) {
          store.readAll(Set.copyOf(unvisited.digests), unvisited);
        }
      });
    } catch (VisitorFailed e) {
      throw e.why;
    }
  }

  @Override
  public Optional<BlobLocator> locator() throws IOException {
    return retry.call(store::locator).map(locator -> all -> retry.call(() -> locator.locate(all)));
  }

  /// Hands on to a visitor, and knows what is still to come.
  private static final class Unvisited implements BlobVisitor {
    private final Set<Digest> digests;
    private final BlobVisitor visitor;

    Unvisited(Collection<Digest> digests, BlobVisitor visitor) {
      this.digests = new LinkedHashSet<>(digests);
      this.visitor = visitor;
    }

    @Override
    public void blob(Digest digest, byte[] content) throws IOException {
      visit(digest, () -> visitor.blob(digest, content));
    }

    @Override
    public void lost(Digest digest, C3Exception why) throws IOException {
      visit(digest, () -> visitor.lost(digest, why));
    }

    private void visit(Digest digest, Retry.Action visit) throws VisitorFailed {
      digests.remove(digest);
      try {
        visit.once();
      } catch (IOException e) {
        throw new VisitorFailed(e);
      }
    }
  }

  /// What a visitor throws is never a reason to ask again, whatever its code.
  private static final class VisitorFailed extends IOException {
    private static final long serialVersionUID = 1L;
    private final IOException why;

    VisitorFailed(IOException why) {
      super(why);
      this.why = why;
    }
  }
}
