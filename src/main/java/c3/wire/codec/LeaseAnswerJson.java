package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.wire.message.LeaseAnswer;

/// `{"lease"}`: CURRENT, CANCEL, ENDED or STALE.
public final class LeaseAnswerJson implements Codec<LeaseAnswer> {
  @Override
  public JsonObject encode(LeaseAnswer answer) {
    return JsonObject.with().put("lease", answer.name()).build();
  }

  @Override
  public LeaseAnswer decode(JsonObject json) throws C3Exception {
    return Fields.read(
        "how a lease stands", json, fields -> fields.choice("lease", LeaseAnswer.class));
  }
}
