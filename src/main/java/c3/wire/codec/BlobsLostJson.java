package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import java.util.List;
import java.util.Optional;

/// The error BLOBS_LOST, which beside its sentence lists `blobs`, so that they can be sent again.
final class BlobsLostJson {
  private final ErrorJson errors = new ErrorJson();

  JsonObject encode(List<Digest> blobs) {
    C3Exception lost =
        new C3Exception(
            ErrorCode.BLOBS_LOST,
            blobs.size() + " of the manifest's blobs are not held; upload them again");
    return JsonObject.with()
        .put("error", errors.inner().encode(lost))
        .putTexts("blobs", blobs.stream().map(Digest::toString).toList())
        .build();
  }

  /// The lost blobs, when this is that error.
  Optional<List<Digest>> find(JsonObject json) throws C3Exception {
    if (!json.fields().containsKey("blobs")) {
      return Optional.empty();
    }
    return Optional.of(
        Fields.read(
            "a list of lost blobs",
            json,
            fields -> {
              fields.value("error", errors.inner());
              return fields.digests("blobs");
            }));
  }
}
