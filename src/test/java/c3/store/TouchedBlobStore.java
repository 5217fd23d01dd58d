package c3.store;

import c3.model.Digest;
import c3.model.DigestStarts;
import c3.model.SessionId;
import c3.store.format.SealedBundle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/// A store that lets a test do something, or fail, before each call reaches the store behind it.
public final class TouchedBlobStore implements BlobStore {
  private final BlobStore behind;
  private final Touch touch;
  private final Optional<HandOver> handOver;

  /// Hears of each call.
  public interface Touch {
    /// Called on the thread that makes the call.
    ///
    /// @param call the method's name
    /// @param file the file that is put, if there is one
    void before(String call, Optional<Path> file) throws IOException;
  }

  public TouchedBlobStore(BlobStore behind, Touch touch) {
    this(behind, touch, Optional.empty());
  }

  public TouchedBlobStore(BlobStore behind, Touch touch, Optional<HandOver> handOver) {
    this.behind = behind;
    this.touch = touch;
    this.handOver = handOver;
  }

  @Override
  public UploadSession open(SessionRequest request) throws IOException {
    touch.before("open", Optional.empty());
    return new Session(behind.open(request));
  }

  @Override
  public InputStream read(Digest digest, Range range) throws IOException {
    touch.before("read", Optional.empty());
    return behind.read(digest, range);
  }

  @Override
  public void readAll(Collection<Digest> digests, BlobVisitor visitor) throws IOException {
    touch.before("readAll", Optional.empty());
    BlobStore.super.readAll(digests, visitor);
  }

  @Override
  public long size(Digest digest) throws IOException {
    touch.before("size", Optional.empty());
    return behind.size(digest);
  }

  @Override
  public Optional<BlobLocator> locator() throws IOException {
    touch.before("locator", Optional.empty());
    return behind.locator();
  }

  private final class Session implements UploadSession {
    private final UploadSession session;

    Session(UploadSession session) {
      this.session = session;
    }

    @Override
    public SessionId id() {
      return session.id();
    }

    @Override
    public Set<Digest> findMissing(Collection<Digest> digests) throws IOException {
      touch.before("findMissing", Optional.empty());
      return session.findMissing(digests);
    }

    @Override
    public Optional<DigestStarts> possessed(int most) throws IOException {
      touch.before("possessed", Optional.empty());
      return session.possessed(most);
    }

    @Override
    public void putBundle(SealedBundle bundle) throws IOException {
      touch.before("putBundle", Optional.of(bundle.file()));
      session.putBundle(bundle);
    }

    @Override
    public void putFile(Path file, Digest expected) throws IOException {
      touch.before("putFile", Optional.of(file));
      session.putFile(file, expected);
    }

    @Override
    public Optional<HandOver> handOver() throws IOException {
      return handOver.isPresent() ? handOver : session.handOver();
    }

    @Override
    public void renew() throws IOException {
      session.renew();
    }

    @Override
    public void abort() throws IOException {
      session.abort();
    }
  }
}
