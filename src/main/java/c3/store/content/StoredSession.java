package c3.store.content;

import c3.model.Digest;
import c3.model.DigestStarts;
import c3.model.SessionId;
import c3.store.DropFolder;
import c3.store.HandOver;
import c3.store.IncomingFile;
import c3.store.IncomingSession;
import c3.store.LinkingHandOver;
import c3.store.UploadSession;
import c3.store.format.SealedBundle;
import c3.store.intake.SessionIntake;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// One upload into this store, by whoever is in the same process, or by streams for somebody
/// elsewhere. Every method renews the session, though at most twice a minute in the catalog.
final class StoredSession implements UploadSession, IncomingSession {
  private static final long RENEW_EVERY_NANOS = 30_000_000_000L;

  private final SessionId id;
  private final StoreParts parts;
  private final OpenSessions sessions;
  private final SessionIntake intake;
  private final AtomicLong renewedAt;

  StoredSession(SessionId id, StoreParts parts, OpenSessions sessions, SessionIntake intake) {
    this.id = id;
    this.parts = parts;
    this.sessions = sessions;
    this.intake = intake;
    this.renewedAt = new AtomicLong(parts.nanoTime().getAsLong());
  }

  SessionIntake intake() {
    return intake;
  }

  @Override
  public SessionId id() {
    return id;
  }

  @Override
  public UploadSession session() {
    return this;
  }

  /// Renews the session when it was not renewed lately.
  void touch() throws IOException {
    long now = parts.nanoTime().getAsLong();
    long before = renewedAt.get();
    if (now - before >= RENEW_EVERY_NANOS && renewedAt.compareAndSet(before, now)) {
      renew();
    }
  }

  @Override
  public void renew() throws IOException {
    parts.catalog().sessions().renew(id, parts.limits().sessionTime());
    renewedAt.set(parts.nanoTime().getAsLong());
  }

  @Override
  public Set<Digest> findMissing(Collection<Digest> digests) throws IOException {
    if (digests.size() > parts.limits().digestsPerCallMax()) {
      throw new IllegalArgumentException("too many digests in one call: " + digests.size());
    }
    touch();
    return parts.catalog().blobs().findMissing(id, digests);
  }

  @Override
  public Optional<DigestStarts> possessed(int most) throws IOException {
    if (most < 1) {
      throw new IllegalArgumentException("not a number of blobs to list: " + most);
    }
    touch();
    return parts.catalog().blobs().possessed(id, Math.min(most, POSSESSED_MAX));
  }

  @Override
  public void putBundle(SealedBundle bundle) throws IOException {
    try (InputStream in = Files.newInputStream(bundle.file())) {
      receiveBundle(bundle.sha256(), in, bundle.sizeBytes());
    }
  }

  @Override
  public void putFile(Path file, Digest expected) throws IOException {
    touch();
    intake.putFile(file, expected);
  }

  @Override
  public void receiveBundle(Digest sha256, InputStream bundle, long roomBytes) throws IOException {
    touch();
    intake.receiveBundle(sha256, bundle, roomBytes);
  }

  @Override
  public IncomingFile receiveFile(Digest expected, long sizeBytes) throws IOException {
    touch();
    return intake.receiveFile(expected, sizeBytes);
  }

  @Override
  public Optional<DropFolder> dropFolder() throws IOException {
    touch();
    return parts.handOver() ? intake.dropFolder() : Optional.empty();
  }

  @Override
  public Optional<HandOver> handOver() throws IOException {
    return dropFolder().map(folder -> new LinkingHandOver(folder, intake::freshName));
  }

  @Override
  public void abort() throws IOException {
    parts.catalog().sessions().abort(id);
    sessions.ended(id);
  }
}
