package c3.wire.message;

import c3.model.Digest;
import c3.model.SessionId;
import java.util.Optional;

/// Asks to commit a manifest that was uploaded; repeatable.
///
/// @param dataset the data path of the dataset that it becomes the newest version of; absent: it is
///   a workspace
public record PublishRequest(SessionId session, Digest manifest, Optional<String> dataset) {
  /// A workspace.
  public PublishRequest(SessionId session, Digest manifest) {
    this(session, manifest, Optional.empty());
  }
}
