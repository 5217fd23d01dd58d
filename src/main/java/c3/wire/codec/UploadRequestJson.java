package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.wire.message.UploadRequest;

/// `{"digest","sizeBytes"}`.
public final class UploadRequestJson implements Codec<UploadRequest> {
  @Override
  public JsonObject encode(UploadRequest request) {
    return JsonObject.with()
        .put("digest", request.digest().toString())
        .put("sizeBytes", request.sizeBytes())
        .build();
  }

  @Override
  public UploadRequest decode(JsonObject json) throws C3Exception {
    return Fields.read(
        "a request for an upload",
        json,
        fields -> new UploadRequest(fields.digest("digest"), fields.count("sizeBytes")));
  }
}
