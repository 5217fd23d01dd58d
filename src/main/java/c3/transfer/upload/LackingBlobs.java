package c3.transfer.upload;

import c3.model.Digest;
import c3.store.UploadSession;
import c3.store.format.SealedBundle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/// Finds out which small blobs the store lacks:
///
/// 1. While most are there, all are asked about.
/// 2. Once many were missing, the store is asked what it has at all, unless that is much more.
/// 3. From then on only what it may have is asked about, which holds it. Nothing else can be there
///    but for what arrived since: what this upload brings is added, and for what others bring the
///    store is asked anew after a while.
///
/// What others bring in between is answered as missing: it is sent again, and the store keeps the
/// first. For one thread.
final class LackingBlobs {
  private static final int MANY = 1_000;

  /// A list may be so many times longer than what was missing so far.
  private static final int LISTED_PER_LACKED = 8;

  /// A list is used for so many times longer than it took to come, and for two seconds.
  private static final int USED_PER_TAKEN = 30;

  private static final long USED_NANOS_MIN = 2_000_000_000L;

  private final UploadSession session;
  private final LongSupplier nanoTime;
  private Optional<DigestFilter> filter = Optional.empty();
  private long lacked;
  private long nextTry = MANY;
  private long usedUntil;

  /// @param nanoTime a clock as `System.nanoTime`
  LackingBlobs(UploadSession session, LongSupplier nanoTime) {
    this.session = session;
    this.nanoTime = nanoTime;
  }

  /// Those of these that the store lacks; the others are held.
  Set<Digest> among(Set<Digest> digests) throws IOException {
    if (digests.isEmpty()) {
      return Set.of();
    }
    boolean old = filter.isPresent() && nanoTime.getAsLong() - usedUntil >= 0;
    if (old || (filter.isEmpty() && lacked >= nextTry)) {
      list();
    }
    Set<Digest> lacking =
        filter.isEmpty() ? session.findMissing(digests) : filtered(digests, filter.get());
    lacked += lacking.size();
    return lacking;
  }

  private void list() throws IOException {
    nextTry = 2 * lacked;
    long begun = nanoTime.getAsLong();
    int most = (int) Math.min(LISTED_PER_LACKED * lacked, UploadSession.POSSESSED_MAX);
    filter = session.possessed(most).map(DigestFilter::new);
    filter.ifPresent(known -> known.add(Digest.EMPTY));
    long now = nanoTime.getAsLong();
    usedUntil = now + Math.max(USED_NANOS_MIN, USED_PER_TAKEN * (now - begun));
  }

  private Set<Digest> filtered(Set<Digest> digests, DigestFilter known) throws IOException {
    Set<Digest> lacking = new HashSet<>();
    List<Digest> doubtful = new ArrayList<>();
    for (Digest digest : digests) {
      if (known.mayHave(digest)) {
        doubtful.add(digest);
      } else {
        lacking.add(digest);
      }
    }
    if (!doubtful.isEmpty()) {
      lacking.addAll(session.findMissing(doubtful));
    }
    return lacking;
  }

  /// Takes note of blobs that this upload has brought.
  void arrived(SealedBundle bundle) {
    filter.ifPresent(known -> bundle.records().forEach(record -> known.add(record.digest())));
  }
}
