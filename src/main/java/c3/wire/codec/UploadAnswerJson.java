package c3.wire.codec;

import c3.json.JsonObject;
import c3.json.JsonValue.Whole;
import c3.model.C3Exception;
import c3.wire.message.UploadAnswer;
import java.io.IOException;
import java.util.TreeSet;

/// `{"stored":true}`, or `{"partBytes","parts"}` with the numbers of the parts that are there.
public final class UploadAnswerJson implements Codec<UploadAnswer> {
  @Override
  public JsonObject encode(UploadAnswer answer) {
    return switch (answer) {
      case UploadAnswer.Stored stored -> JsonObject.with().put("stored", true).build();
      case UploadAnswer.Wanted wanted ->
          JsonObject.with()
              .put("partBytes", wanted.partBytes())
              .putAll("parts", wanted.parts().stream().map(part -> new Whole(part)).toList())
              .build();
    };
  }

  @Override
  public UploadAnswer decode(JsonObject json) throws C3Exception {
    return Fields.read("the state of an upload", json, UploadAnswerJson::read);
  }

  private static UploadAnswer read(Fields fields) throws IOException {
    if (fields.flag("stored")) {
      return new UploadAnswer.Stored();
    }
    return new UploadAnswer.Wanted(
        fields.count("partBytes"), new TreeSet<>(fields.numbers("parts")));
  }
}
