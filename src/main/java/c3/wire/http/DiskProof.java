package c3.wire.http;

import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.wire.Route;
import c3.wire.codec.PathJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Shows a server that this is its own machine: by a nonce in a file of which the server tells the
/// path. One that was found is remembered, since each batch of a transfer shows it. Safe for many
/// threads.
final class DiskProof {
  private final BulkHttp http;
  private volatile Optional<String> known = Optional.empty();

  DiskProof(BulkHttp http) {
    this.http = http;
  }

  /// The nonce; absent when the server offers none, or its file is not on this machine.
  Optional<String> nonce() throws IOException {
    Optional<String> nonce = known;
    if (nonce.isEmpty()) {
      nonce = ask();
      known = nonce;
    }
    return nonce;
  }

  /// The nonce of now; absent when it is the one that was refused.
  Optional<String> otherThan(String refused) throws IOException {
    Optional<String> nonce = ask();
    known = nonce;
    return nonce.filter(now -> !now.equals(refused));
  }

  private Optional<String> ask() throws IOException {
    try {
      Path file = http.call(HttpCall.of(Route.LOCATE_PROOF)).decode(new PathJson("proofFile"));
      return NonceFile.read(file);
    } catch (C3Exception e) {
      if (e.code() == ErrorCode.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
