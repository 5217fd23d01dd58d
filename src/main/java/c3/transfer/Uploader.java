package c3.transfer;

import c3.collect.Collector;
import c3.store.SessionRequest;
import java.io.IOException;
import java.util.List;

/// Moves directories into a store, up to the commit, which is somebody else's: only the control
/// plane commits.
public interface Uploader {
  /// Collects the roots, puts what the store lacks and writes the manifest, itself a blob of the
  /// session. Returns when all of it is durable and held. Repeatable: what arrived before a failure
  /// is found and not sent again. Throws `UploadFailed` naming the first file that cannot be read
  /// or stored. Memory is bounded whatever the tree.
  UploadResult upload(SessionRequest session, List<Collector.Root> roots, Progress progress)
      throws IOException;
}
