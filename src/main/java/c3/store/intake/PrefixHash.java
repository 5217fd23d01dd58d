package c3.store.intake;

import c3.model.Digest;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/// Hashes a file's parts from the first on while later ones still arrive, so that little is left to
/// hash when the last has come. A part that was written again makes it begin anew. Safe for many
/// threads: one hashes, the others pass by.
final class PrefixHash {
  private final MessageDigest hasher = Digest.hasher();
  private final Lock hashing = new ReentrantLock();
  private final List<Long> versions = new ArrayList<>();
  private long rewritesSeen;
  private final PartTable parts;
  private final Feed feed;

  /// Feeds a part's bytes to a hasher.
  interface Feed {
    void feed(int part, MessageDigest hasher) throws IOException;
  }

  PrefixHash(PartTable parts, Feed feed) {
    this.parts = parts;
    this.feed = feed;
  }

  /// Hashes on as far as parts have arrived, unless another thread is at it.
  void advance() throws IOException {
    if (hashing.tryLock()) {
      try {
        run();
      } finally {
        hashing.unlock();
      }
    }
  }

  /// The digest of all parts, once the table is closed.
  Digest finish() throws IOException {
    hashing.lock();
    try {
      run();
      return Digest.ofBytes(hasher.digest());
    } finally {
      hashing.unlock();
    }
  }

  private void run() throws IOException {
    forgetWhatChanged();
    while (versions.size() < parts.count()) {
      int part = versions.size();
      long version = parts.version(part);
      if (version == 0) {
        return;
      }
      feed.feed(part, hasher);
      versions.add(version);
      forgetWhatChanged();
    }
  }

  /// Bytes that were written again while, or after, they were hashed are not those hashed.
  private void forgetWhatChanged() {
    long rewrites = parts.rewrites();
    if (rewrites == rewritesSeen) {
      return;
    }
    rewritesSeen = rewrites;
    for (int i = 0; i < versions.size(); i++) {
      if (parts.version(i) != versions.get(i)) {
        versions.clear();
        hasher.reset();
        return;
      }
    }
  }
}
