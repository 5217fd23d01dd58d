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

/// Asks a server on this machine where blobs lie. A proof that does not hold, as after a restart of
/// the server, is made anew once; where it still does not hold, no places are found.
final class HttpBlobLocator implements BlobLocator {
  private final BulkHttp http;
  private final HttpCall call;
  private final DiskProof proof;

  /// @param call the request without its body
  HttpBlobLocator(BulkHttp http, HttpCall call, DiskProof proof) {
    this.http = http;
    this.call = call;
    this.proof = proof;
  }

  @Override
  public Map<Digest, Place> locate(Collection<Digest> digests) throws IOException {
    List<Digest> asked = List.copyOf(digests);
    Optional<String> nonce = proof.nonce();
    Optional<Map<Digest, Place>> places = places(nonce, asked);
    if (places.isEmpty() && nonce.isPresent()) {
      places = places(proof.otherThan(nonce.get()), asked);
    }
    return places.orElse(Map.of());
  }

  /// Absent when the proof does not hold.
  private Optional<Map<Digest, Place>> places(Optional<String> nonce, List<Digest> digests)
      throws IOException {
    if (nonce.isEmpty()) {
      return Optional.empty();
    }
    LocateRequest request = new LocateRequest(nonce.get(), digests);
    HttpCall asked = call.with(ByteBuffer.wrap(LocateRequestBytes.write(request)));
    try {
      return Optional.of(http.call(asked).read(bytes -> PlacesBytes.read(digests, bytes)));
    } catch (C3Exception e) {
      // NOT_FOUND: a server that does not share its disk, unlike the one before it.
      if (e.code() == ErrorCode.FORBIDDEN || e.code() == ErrorCode.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
