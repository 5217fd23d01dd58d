package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.wire.message.LeaseAnswer;
import c3.wire.message.LogAnswer;

/// `{"lease","next"}`.
public final class LogAnswerJson implements Codec<LogAnswer> {
  @Override
  public JsonObject encode(LogAnswer answer) {
    return JsonObject.with().put("lease", answer.lease().name()).put("next", answer.next()).build();
  }

  @Override
  public LogAnswer decode(JsonObject json) throws C3Exception {
    return Fields.read(
        "how an append went",
        json,
        fields -> new LogAnswer(fields.choice("lease", LeaseAnswer.class), fields.count("next")));
  }
}
