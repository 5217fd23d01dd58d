package c3.store;

import c3.model.Digest;
import c3.model.DigestStarts;
import c3.model.SessionId;
import c3.store.format.SealedBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/// One upload in progress. What it put or found is held until the session ends, so that a commit
/// can name it. Safe for many threads. Every method renews the session and throws `C3Exception`
/// SESSION_CLOSED when it has ended, STORAGE_FULL, STORAGE_READ_ONLY or STORAGE_FAILED when the
/// store cannot write.
public interface UploadSession {
  /// The most blobs that `possessed` lists.
  int POSSESSED_MAX = 1 << 17;

  /// The session's name, which a commit shows.
  SessionId id();

  /// Which of these are not there yet, at most `Limits.digestsPerCallMax` in a call; the others are
  /// held. Repeatable.
  Set<Digest> findMissing(Collection<Digest> digests) throws IOException;

  /// What may be there beside the empty blob: any other digest that begins like none of these was
  /// missing a moment ago, and need not be asked about. Holds nothing. Absent when these are more
  /// than `most`, at least 1, or than `POSSESSED_MAX`.
  Optional<DigestStarts> possessed(int most) throws IOException;

  /// Puts every blob of a bundle; durable and held when it returns. Each record is verified by the
  /// store: throws `BlobCorrupt` naming the digest that is not what it says. Repeatable. The file
  /// is only read.
  void putBundle(SealedBundle bundle) throws IOException;

  /// Puts a file as one blob; durable and held when it returns, whatever its size. Throws
  /// `BlobCorrupt` when its bytes are not `expected`, as when it changed meanwhile. Repeatable, and
  /// resumes a transfer that broke off. The file is only read.
  void putFile(Path file, Digest expected) throws IOException;

  /// A way to hand files over by link instead of sending their bytes, where both sides share a disk
  /// and agreed on it.
  Optional<HandOver> handOver() throws IOException;

  /// Keeps the session from expiring.
  void renew() throws IOException;

  /// Ends it without a commit; what only it held may be swept. An ended one stays as it is.
  void abort() throws IOException;
}
