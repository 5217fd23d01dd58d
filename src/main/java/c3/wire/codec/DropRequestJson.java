package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.wire.message.DropRequest;

/// `{"nonce","drops"}`.
public final class DropRequestJson implements Codec<DropRequest> {
  private final DropJson drops = new DropJson();

  @Override
  public JsonObject encode(DropRequest request) {
    return JsonObject.with()
        .put("nonce", request.nonce())
        .putAll("drops", request.drops().stream().map(drops::encode).toList())
        .build();
  }

  @Override
  public DropRequest decode(JsonObject json) throws C3Exception {
    return Fields.read(
        "a hand-over",
        json,
        fields -> new DropRequest(fields.text("nonce"), fields.values("drops", drops)));
  }
}
