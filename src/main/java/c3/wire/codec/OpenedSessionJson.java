package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.model.SessionId;
import c3.posix.FileNames;
import c3.wire.message.OpenedSession;

/// `{"session","dropFolder"?}`.
public final class OpenedSessionJson implements Codec<OpenedSession> {
  @Override
  public JsonObject encode(OpenedSession opened) {
    JsonObject.Builder json = JsonObject.with().put("session", opened.session().text());
    opened
        .dropFolder()
        .ifPresent(folder -> ByteText.put(json, "dropFolder", FileNames.bytes(folder)));
    return json.build();
  }

  @Override
  public OpenedSession decode(JsonObject json) throws C3Exception {
    return Fields.read(
        "an open session",
        json,
        fields ->
            new OpenedSession(
                new SessionId(fields.text("session")), fields.optionalFile("dropFolder")));
  }
}
