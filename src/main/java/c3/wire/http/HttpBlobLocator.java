package c3.wire.http;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import c3.store.BlobLocator;
import c3.wire.frame.LocateRequestBytes;
import c3.wire.frame.PlacesBytes;
import c3.wire.message.LocateRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks a server on this machine where blobs lie. Proves the machine anew with each call, since the
/// proof is made anew when the server restarts; a proof that does not hold finds no places.
final class HttpBlobLocator implements BlobLocator {
  private final BulkHttp http;
  private final HttpCall call;
  private final Proof proof;

  /// @param call the request without its body
  HttpBlobLocator(BulkHttp http, HttpCall call, Proof proof) {
    this.http = http;
    this.call = call;
    this.proof = proof;
  }

  @Override
  public Map<Digest, Place> locate(Collection<Digest> digests) throws IOException {
    Optional<String> nonce = proof.nonce();
    if (nonce.isEmpty()) {
      return Map.of();
    }
    LocateRequest request = new LocateRequest(nonce.get(), List.copyOf(digests));
    HttpCall asked = call.with(ByteBuffer.wrap(LocateRequestBytes.write(request)));
    try {
      return http.call(asked).read(bytes -> PlacesBytes.read(request.digests(), bytes));
    } catch (C3Exception e) {
      if (e.code() == ErrorCode.FORBIDDEN) {
        return Map.of();
      }
      throw e;
    }
  }

  /// Finds the nonce.
  interface Proof {
    Optional<String> nonce() throws IOException;
  }
}
