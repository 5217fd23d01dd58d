package c3.store;

import c3.model.Digest;
import c3.store.format.SealedBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Hands files to a store on the same machine by hard link. The store hashes what it got and trusts
/// no digest of the caller's. The caller's own links stay: they are the truth until the commit is
/// acknowledged. Only for files that nobody will write again.
public interface HandOver {
  /// Whether files that lie in a folder can be linked to the store at all: not those of another
  /// file system.
  boolean reaches(Path folder);

  /// Hands over files, at most `Limits.objectsPerBatchMax`; results in the same order. Those taken
  /// are durable and held when it returns. Repeatable.
  List<Result> files(List<Path> files) throws IOException;

  /// Hands over a bundle file; otherwise as `UploadSession.putBundle`. Returns false when the store
  /// wants it sent instead.
  boolean bundle(SealedBundle bundle) throws IOException;

  /// What became of one file.
  sealed interface Result {
    /// It is stored.
    record Taken(Digest digest, long sizeBytes) implements Result {}

    /// It must be sent: it cannot be linked, somebody may still write it, or another reason.
    record SendInstead(String why) implements Result {}
  }
}
