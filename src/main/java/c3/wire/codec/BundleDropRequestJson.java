package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.wire.message.BundleDropRequest;

/// `{"nonce","drop","sha256"}`.
public final class BundleDropRequestJson implements Codec<BundleDropRequest> {
  private final DropJson drops = new DropJson();

  @Override
  public JsonObject encode(BundleDropRequest request) {
    return JsonObject.with()
        .put("nonce", request.nonce())
        .put("drop", drops.encode(request.drop()))
        .put("sha256", request.sha256().toString())
        .build();
  }

  @Override
  public BundleDropRequest decode(JsonObject json) throws C3Exception {
    return Fields.read(
        "a hand-over of a bundle",
        json,
        fields ->
            new BundleDropRequest(
                fields.text("nonce"), fields.value("drop", drops), fields.digest("sha256")));
  }
}
