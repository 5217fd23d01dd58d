package c3.store.check;

import c3.model.Digest;
import java.util.HashSet;
import java.util.Set;

/// Counts what a check finds and passes it on, one at a time. Remembers a bounded number of damaged
/// blobs, so that the files that consist of them can be named. Safe for many threads.
final class Findings {
  private static final int DAMAGED_MAX = 100_000;

  private final CheckListener listener;
  private final Set<Digest> damaged = new HashSet<>();
  private long blobs;
  private long bytes;
  private long count;
  private long lost;

  Findings(CheckListener listener) {
    this.listener = listener;
  }

  synchronized void add(Finding.Kind kind, String what, boolean isLost) {
    count++;
    lost += isLost ? 1 : 0;
    listener.found(new Finding(kind, what, isLost));
  }

  /// A blob cannot be had. Whether that is a loss is seen when the manifests are read.
  synchronized void damaged(Digest blob, String why) {
    add(Finding.Kind.BLOB, "blob " + blob + " " + why, false);
    if (damaged.size() < DAMAGED_MAX) {
      damaged.add(blob);
    }
  }

  synchronized boolean isDamaged(Digest blob) {
    return damaged.contains(blob);
  }

  synchronized void checked(long moreBlobs, long moreBytes) {
    blobs += moreBlobs;
    bytes += moreBytes;
    listener.checked(moreBlobs, moreBytes);
  }

  synchronized CheckResult result(long objects, long manifests) {
    return new CheckResult(objects, blobs, bytes, manifests, count, lost);
  }
}
