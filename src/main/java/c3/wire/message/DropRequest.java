package c3.wire.message;

import c3.store.DropFolder.Drop;
import java.util.List;

/// Says that files were linked into a session's drop folder.
///
/// @param nonce what the nonce file there says
public record DropRequest(String nonce, List<Drop> drops) {
  public DropRequest {
    drops = List.copyOf(drops);
  }
}
