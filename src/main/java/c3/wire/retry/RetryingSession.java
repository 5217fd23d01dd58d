package c3.wire.retry;

import c3.model.Digest;
import c3.model.DigestStarts;
import c3.model.SessionId;
import c3.store.HandOver;
import c3.store.UploadSession;
import c3.store.format.SealedBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Repeats each call of a session while nobody answers; all of them are repeatable.
final class RetryingSession implements UploadSession {
  private final UploadSession session;
  private final Retry retry;

  RetryingSession(UploadSession session, Retry retry) {
    this.session = session;
    this.retry = retry;
  }

  @Override
  public SessionId id() {
    return session.id();
  }

  @Override
  public Set<Digest> findMissing(Collection<Digest> digests) throws IOException {
    return retry.call(() -> session.findMissing(digests));
  }

  @Override
  public Optional<DigestStarts> possessed(int most) throws IOException {
    return retry.call(() -> session.possessed(most));
  }

  @Override
  public void putBundle(SealedBundle bundle) throws IOException {
    retry.run(() -> session.putBundle(bundle));
  }

  @Override
  public void putFile(Path file, Digest expected) throws IOException {
    retry.run(() -> session.putFile(file, expected));
  }

  @Override
  public Optional<HandOver> handOver() throws IOException {
    return retry.call(session::handOver).map(RetryingHandOver::new);
  }

  @Override
  public void renew() throws IOException {
    retry.run(session::renew);
  }

  @Override
  public void abort() throws IOException {
    retry.run(session::abort);
  }

  private final class RetryingHandOver implements HandOver {
    private final HandOver handOver;

    RetryingHandOver(HandOver handOver) {
      this.handOver = handOver;
    }

    @Override
    public boolean reaches(Path folder) {
      return handOver.reaches(folder);
    }

    @Override
    public List<Result> files(List<Path> files) throws IOException {
      return retry.call(() -> handOver.files(files));
    }

    @Override
    public boolean bundle(SealedBundle bundle) throws IOException {
      return retry.call(() -> handOver.bundle(bundle));
    }
  }
}
