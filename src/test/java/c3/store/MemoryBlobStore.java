package c3.store;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.DigestStarts;
import c3.model.ErrorCode;
import c3.model.Limits;
import c3.model.SessionId;
import c3.store.format.BundleReader;
import c3.store.format.BundleRecord;
import c3.store.format.SealedBundle;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/// A store on the heap that keeps the promises of one: what is put is verified, what is found is
/// held. Blobs can be damaged and lost, and it counts what was sent.
public final class MemoryBlobStore implements BlobStore {
  private final Map<Digest, byte[]> blobs = new ConcurrentHashMap<>();
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private final AtomicLong putBytes = new AtomicLong();
  private final AtomicInteger reads = new AtomicInteger();
  private final Limits limits;

  public MemoryBlobStore(Limits limits) {
    this.limits = limits;
    blobs.put(Digest.EMPTY, new byte[0]);
  }

  /// Puts a blob outside any session.
  public Digest put(byte[] content) {
    Digest digest = Digest.of(content);
    blobs.put(digest, content.clone());
    return digest;
  }

  /// How many bytes of blobs arrived, each time they arrived.
  public long putBytes() {
    return putBytes.get();
  }

  /// How many times a blob, or a range of one, was read.
  public int reads() {
    return reads.get();
  }

  /// Every digest that is there but the empty one.
  public Set<Digest> digests() {
    return blobs.keySet().stream()
        .filter(digest -> !digest.equals(Digest.EMPTY))
        .collect(Collectors.toUnmodifiableSet());
  }

  /// Flips a bit of a blob.
  public void damage(Digest digest) {
    byte[] content = content(digest).orElseThrow().clone();
    content[content.length / 2] ^= 1;
    blobs.put(digest, content);
  }

  /// Forgets a blob.
  public void lose(Digest digest) {
    blobs.remove(digest);
  }

  /// What an open session of that key holds.
  public Set<Digest> held(String key) {
    Session session = sessions.get(key);
    return session == null ? Set.of() : Set.copyOf(session.held);
  }

  private Optional<byte[]> content(Digest digest) {
    return Optional.ofNullable(blobs.get(digest));
  }

  private byte[] present(Digest digest) throws BlobMissing {
    return content(digest).orElseThrow(() -> new BlobMissing(digest));
  }

  @Override
  public UploadSession open(SessionRequest request) {
    return sessions.computeIfAbsent(request.key(), key -> new Session());
  }

  @Override
  public InputStream read(Digest digest, Range range) throws IOException {
    reads.incrementAndGet();
    byte[] content = present(digest);
    if (range.equals(Range.ALL) && !Digest.of(content).equals(digest)) {
      throw new BlobCorrupt(digest, "its bytes have another digest");
    }
    int start = (int) Math.min(range.offset(), content.length);
    int length = (int) Math.min(range.length(), content.length - start);
    return new ByteArrayInputStream(content, start, length);
  }

  @Override
  public long size(Digest digest) throws IOException {
    return present(digest).length;
  }

  @Override
  public Optional<BlobLocator> locator() {
    return Optional.empty();
  }

  private final class Session implements UploadSession {
    private final Set<Digest> held = ConcurrentHashMap.newKeySet();
    private final SessionId id = new SessionId("%032x".formatted(sessions.size()));
    private volatile boolean closed;

    @Override
    public SessionId id() {
      return id;
    }

    private void checkOpen() throws C3Exception {
      if (closed) {
        throw new C3Exception(ErrorCode.SESSION_CLOSED, "the session has ended");
      }
    }

    @Override
    public Set<Digest> findMissing(Collection<Digest> digests) throws IOException {
      checkOpen();
      if (digests.size() > limits.digestsPerCallMax()) {
        throw new IllegalArgumentException("too many digests in one call: " + digests.size());
      }
      Set<Digest> missing =
          digests.stream().filter(d -> !blobs.containsKey(d)).collect(Collectors.toSet());
      digests.stream().filter(d -> !missing.contains(d)).forEach(held::add);
      return missing;
    }

    @Override
    public Optional<DigestStarts> possessed(int most) throws IOException {
      checkOpen();
      return blobs.size() > most
          ? Optional.empty()
          : Optional.of(
              DigestStarts.of(blobs.keySet().stream().mapToLong(Digest::first).toArray()));
    }

    @Override
    public void putBundle(SealedBundle bundle) throws IOException {
      checkOpen();
      SealedBundle verified = new BundleReader(limits).verify(bundle.file(), bundle.sha256());
      byte[] file = Files.readAllBytes(bundle.file());
      for (BundleRecord record : verified.records()) {
        int start = Math.toIntExact(record.offset());
        keep(record.digest(), Arrays.copyOfRange(file, start, start + record.storedBytes()));
      }
    }

    @Override
    public void putFile(Path file, Digest expected) throws IOException {
      checkOpen();
      byte[] content = Files.readAllBytes(file);
      if (!Digest.of(content).equals(expected)) {
        throw new BlobCorrupt(expected, "other bytes arrived");
      }
      keep(expected, content);
    }

    private void keep(Digest digest, byte[] content) {
      putBytes.addAndGet(content.length);
      blobs.put(digest, content);
      held.add(digest);
    }

    @Override
    public Optional<HandOver> handOver() {
      return Optional.empty();
    }

    @Override
    public void renew() throws IOException {
      checkOpen();
    }

    @Override
    public void abort() {
      closed = true;
    }
  }
}
