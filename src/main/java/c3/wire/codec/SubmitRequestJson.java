package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.wire.message.SubmitRequest;

/// `{"key","spec","workspace"}`, the workspace by its manifest's digest.
public final class SubmitRequestJson implements Codec<SubmitRequest> {
  private final JobSpecJson specs = new JobSpecJson();

  @Override
  public JsonObject encode(SubmitRequest request) {
    return JsonObject.with()
        .put("key", request.key())
        .put("spec", specs.encode(request.spec()))
        .put("workspace", request.workspace().toString())
        .build();
  }

  @Override
  public SubmitRequest decode(JsonObject json) throws C3Exception {
    return Fields.read(
        "a submit request",
        json,
        fields ->
            new SubmitRequest(
                fields.text("key"), fields.value("spec", specs), fields.digest("workspace")));
  }
}
