package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.wire.message.RemoveRequest;

/// `{"path","dryRun"}`. Both must stand: what deletes is never meant by leaving something out.
public final class RemoveRequestJson implements Codec<RemoveRequest> {
  @Override
  public JsonObject encode(RemoveRequest request) {
    return JsonObject.with().put("path", request.path()).put("dryRun", request.dryRun()).build();
  }

  @Override
  public RemoveRequest decode(JsonObject json) throws C3Exception {
    return Fields.read(
        "a removal",
        json,
        fields -> new RemoveRequest(fields.text("path"), fields.requiredFlag("dryRun")));
  }
}
