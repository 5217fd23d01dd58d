package c3.store.content;

import c3.model.AccountId;
import c3.model.Digest;
import c3.model.SessionId;
import c3.store.BlobLocator;
import c3.store.BlobStore;
import c3.store.IncomingSession;
import c3.store.IncomingUploads;
import c3.store.SessionRequest;
import c3.store.UploadSession;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Optional;

/// One account's blobs in this store, and its uploads. What another account has is missing here.
public final class AccountStore implements BlobStore, IncomingUploads {
  private final OpenSessions sessions;
  private final AccountId account;
  private final StoreReads reads;

  AccountStore(OpenSessions sessions, AccountId account, StoreReads reads) {
    this.sessions = sessions;
    this.account = account;
    this.reads = reads;
  }

  @Override
  public UploadSession open(SessionRequest request) throws IOException {
    return sessions.open(account, request);
  }

  @Override
  public IncomingSession session(SessionId id) throws IOException {
    return sessions.find(account, id);
  }

  @Override
  public InputStream read(Digest digest, Range range) throws IOException {
    return reads.read(digest, range);
  }

  @Override
  public long size(Digest digest) throws IOException {
    return reads.size(digest);
  }

  @Override
  public void readAll(Collection<Digest> digests, BlobVisitor visitor) throws IOException {
    reads.readAll(digests, visitor);
  }

  @Override
  public Optional<BlobLocator> locator() {
    return reads.locator();
  }
}
