package c3.store;

import c3.model.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/// A folder on a disk that a store shares with somebody, who links files into it under fresh names
/// and then says so. The store checks that nobody can write a file any more, hashes it itself and
/// trusts no digest of the other side's. Safe for many threads.
public interface DropFolder {
  /// The name of the file in the folder that holds the nonce.
  String NONCE_FILE = "nonce";

  /// Where it lies; only its user may enter it.
  Path path();

  /// What the nonce file says. Who can tell it shares the disk, and the user.
  String nonce();

  /// Takes files that were linked into the folder, at most `Limits.objectsPerBatchMax`; results in
  /// the same order, `SendInstead` also for a name that is not there. Those taken are durable and
  /// held when it returns.
  List<HandOver.Result> takeFiles(List<Drop> drops) throws IOException;

  /// Takes a bundle, as `IncomingSession.receiveBundle`; false when it is to be sent instead.
  boolean takeBundle(Drop drop, Digest sha256) throws IOException;

  /// A file in the folder.
  record Drop(UUID name, long sizeBytes) {}
}
