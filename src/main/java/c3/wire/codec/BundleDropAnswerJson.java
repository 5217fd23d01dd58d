package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;

/// `{"taken"}`: false when the bundle is to be sent instead.
public final class BundleDropAnswerJson implements Codec<Boolean> {
  @Override
  public JsonObject encode(Boolean taken) {
    return JsonObject.with().put("taken", taken).build();
  }

  @Override
  public Boolean decode(JsonObject json) throws C3Exception {
    return Fields.read("an answer to a hand-over", json, fields -> fields.flag("taken"));
  }
}
