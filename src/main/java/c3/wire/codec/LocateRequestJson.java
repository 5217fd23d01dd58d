package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.wire.message.LocateRequest;

/// `{"nonce","digests"}`.
public final class LocateRequestJson implements Codec<LocateRequest> {
  @Override
  public JsonObject encode(LocateRequest request) {
    return JsonObject.with()
        .put("nonce", request.nonce())
        .putTexts("digests", request.digests().stream().map(Digest::toString).toList())
        .build();
  }

  @Override
  public LocateRequest decode(JsonObject json) throws C3Exception {
    return Fields.read(
        "a request for places",
        json,
        fields -> new LocateRequest(fields.text("nonce"), fields.digests("digests")));
  }
}
