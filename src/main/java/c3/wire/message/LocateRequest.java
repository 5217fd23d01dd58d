package c3.wire.message;

import c3.model.Digest;
import java.util.List;

/// Asks where blobs lie on the server's disk.
///
/// @param nonce what the server's proof file says
public record LocateRequest(String nonce, List<Digest> digests) {
  public LocateRequest {
    digests = List.copyOf(digests);
  }
}
