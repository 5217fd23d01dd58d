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

/// Finds out which blobs the store lacks:
///
/// 1. Few are asked about.
/// 2. When it comes to many, the store is asked once what it has at all, unless that is much more.
/// 3. From then on only what it may have is asked about, which holds it; nothing else can be there
///    but for what arrived since, and of that what this upload brings is added.
///
/// What somebody else brings meanwhile is answered as missing: it is sent again, and the store
/// keeps the first. For one thread.
final class LackingBlobs {
  private static final int MANY = 1_000;

  /// For how many blobs of the store's, for each that was asked about, a list is worth its time.
  private static final int LISTED_PER_ASKED = 8;

  private final UploadSession session;
  private Optional<DigestFilter> filter = Optional.empty();
  private long asked;
  private long nextList = MANY;

  LackingBlobs(UploadSession session) {
    this.session = session;
  }

  /// Those of these that the store lacks; the others are held.
  Set<Digest> among(Set<Digest> digests) throws IOException {
    if (digests.isEmpty()) {
      return Set.of();
    }
    asked += digests.size();
    if (filter.isEmpty() && asked >= nextList) {
      nextList = 2 * asked;
      int most = (int) Math.min(LISTED_PER_ASKED * asked, UploadSession.POSSESSED_MAX);
      filter = session.possessed(most).map(DigestFilter::new);
      filter.ifPresent(known -> known.add(Digest.EMPTY));
    }
    return filter.isEmpty() ? session.findMissing(digests) : among(digests, filter.get());
  }

  private Set<Digest> among(Set<Digest> digests, DigestFilter known) throws IOException {
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
