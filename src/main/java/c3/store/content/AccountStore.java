package c3.store.content;

import c3.model.AccountId;
import c3.model.Digest;
import c3.model.SessionId;
import c3.object.disk.DiskObjectStore;
import c3.store.BlobLocator;
import c3.store.BlobStore;
import c3.store.IncomingSession;
import c3.store.IncomingUploads;
import c3.store.SessionRequest;
import c3.store.UploadSession;
import c3.store.read.BlobReads;
import c3.store.read.DiskLocator;
import c3.store.read.ManyReads;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Optional;

/// One account's blobs in this store, and its uploads. What another account has is missing here.
public final class AccountStore implements BlobStore, IncomingUploads {
  private final OpenSessions sessions;
  private final AccountId account;
  private final BlobReads reads;
  private final ManyReads manyReads;
  private final DiskLocator locator;

  AccountStore(
      StoreParts parts, DiskObjectStore objects, OpenSessions sessions, AccountId account) {
    this.sessions = sessions;
    this.account = account;
    var blobs = parts.catalog().blobs();
    this.reads = new BlobReads(objects, blobs, parts.limits(), account);
    this.manyReads = new ManyReads(objects, blobs, parts.limits(), account);
    this.locator = new DiskLocator(objects, blobs, account);
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
    manyReads.readAll(digests, visitor);
  }

  @Override
  public Optional<BlobLocator> locator() {
    return Optional.of(locator);
  }
}
