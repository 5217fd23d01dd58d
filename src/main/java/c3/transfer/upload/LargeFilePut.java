package c3.transfer.upload;

import c3.collect.Found;
import c3.collect.Found.Stamp;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.Entry;
import c3.posix.OpenFile;
import c3.store.BlobCorrupt;
import c3.store.HandOver;
import c3.store.UploadSession;
import c3.transfer.UploadFailed;
import c3.transfer.upload.LargeFiles.Stored;
import c3.transfer.upload.SourceFiles.Content;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Puts a file that the store lacks. Somebody else may go on writing it, hence:
///
/// 1. where the store takes files by link, a copy is made and handed over; the store hashes it;
/// 2. otherwise the file is sent under the digest it had; when other bytes arrived, it is hashed
///    again and sent again, a few times;
/// 3. a file that never stands still is copied, and the copy is put.
///
/// The copy lies in the spool and is gone afterwards. Safe for many threads.
final class LargeFilePut {
  private final UploadSession session;
  private final Spool spool;
  private final LargeFileHash hash;
  private final Optional<HandOver> handOver;
  private volatile boolean copiesAreTaken;

  LargeFilePut(Transit transit, Optional<HandOver> handOver, LargeFileHash hash) {
    this.session = transit.session();
    this.spool = transit.spool();
    this.hash = hash;
    this.handOver = handOver;
    this.copiesAreTaken = handOver.isPresent();
  }

  /// Puts a file that was hashed just now. Nothing when it has vanished.
  Optional<Stored> put(Found.File found, Entry.File hashed) throws IOException {
    Entry.File entry = hashed;
    for (int i = 0; i < SourceFiles.READ_TRIES_MAX; i++) {
      if (copiesAreTaken || entry.changed()) {
        break;
      }
      try {
        session.putFile(found.file(), entry.digest());
        return Optional.of(new Stored(entry, entry.sizeBytes()));
      } catch (NoSuchFileException e) {
        return Optional.empty();
      } catch (BlobCorrupt e) {
        Optional<Entry.File> again = hash.hash(found, entry.sizeBytes());
        if (again.isEmpty() || !isMissing(again.get().digest())) {
          return again.map(known -> new Stored(known, 0));
        }
        entry = again.get();
      } catch (C3Exception e) {
        throw UploadFailed.naming(found.path(), e);
      }
    }
    try {
      return putCopy(found, entry.sizeBytes());
    } catch (C3Exception e) {
      throw UploadFailed.naming(found.path(), e);
    }
  }

  private boolean isMissing(Digest digest) throws IOException {
    return !digest.equals(Digest.EMPTY) && !session.findMissing(Set.of(digest)).isEmpty();
  }

  private Optional<Stored> putCopy(Found.File found, long told) throws IOException {
    Path copy = spool.next();
    try {
      Optional<Copied> copied = copy(found, copy);
      if (copied.isEmpty()) {
        return Optional.empty();
      }
      Content content = copied.get().content();
      if (copiesAreTaken && content.sizeBytes() > 0) {
        Optional<Content> taken = handOver(copy, content);
        if (taken.isPresent()) {
          return Optional.of(stored(found, copied.get().stamp(), taken.get(), true));
        }
        copiesAreTaken = false;
      }
      hash.takeBack(told);
      return Optional.of(send(found, copy, copied.get()));
    } finally {
      spool.remove(copy);
    }
  }

  /// A copy of a file; its digest is not known yet.
  private record Copied(Stamp stamp, Content content) {}

  private Optional<Copied> copy(Found.File found, Path copy) throws IOException {
    Optional<Copied> copied = Optional.empty();
    for (int i = 0; i < SourceFiles.READ_TRIES_MAX; i++) {
      spool.remove(copy);
      copied = SourceFiles.read(found, (file, stamp) -> copy(file, stamp, copy));
      if (copied.isEmpty() || !copied.get().content().changed()) {
        break;
      }
    }
    return copied;
  }

  private Copied copy(OpenFile file, Stamp before, Path copy) throws IOException {
    long sizeBytes = spool.copy(file, before, copy);
    Stamp after = Stamp.of(file.status());
    boolean changed = !after.equals(before) || sizeBytes != after.sizeBytes();
    return new Copied(after, new Content(Digest.EMPTY, sizeBytes, changed));
  }

  private Optional<Content> handOver(Path copy, Content content) throws IOException {
    HandOver.Result result = handOver.orElseThrow().files(List.of(copy)).getFirst();
    return switch (result) {
      case HandOver.Result.Taken taken ->
          Optional.of(new Content(taken.digest(), taken.sizeBytes(), content.changed()));
      case HandOver.Result.SendInstead ignored -> Optional.empty();
    };
  }

  private Stored send(Found.File found, Path copy, Copied copied) throws IOException {
    Content hashed;
    try (OpenFile file = OpenFile.forReading(copy)) {
      hashed = hash.content(file, copied.content().sizeBytes());
    }
    Content content = new Content(hashed.digest(), hashed.sizeBytes(), copied.content().changed());
    boolean missing = isMissing(content.digest());
    if (missing) {
      session.putFile(copy, content.digest());
    }
    return stored(found, copied.stamp(), content, missing);
  }

  private static Stored stored(Found.File found, Stamp stamp, Content content, boolean sent) {
    return new Stored(SourceFiles.entry(found, stamp, content), sent ? content.sizeBytes() : 0);
  }
}
