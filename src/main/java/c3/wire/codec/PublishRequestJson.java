package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.model.SessionId;
import c3.wire.message.PublishRequest;

/// `{"manifest","dataset"?}`; the session is in the route.
public final class PublishRequestJson implements Codec<PublishRequest> {
  private final SessionId session;

  /// @param session the session that the route names
  public PublishRequestJson(SessionId session) {
    this.session = session;
  }

  @Override
  public JsonObject encode(PublishRequest request) {
    return JsonObject.with()
        .put("manifest", request.manifest().toString())
        .putIfPresent("dataset", request.dataset())
        .build();
  }

  @Override
  public PublishRequest decode(JsonObject json) throws C3Exception {
    return Fields.read(
        "a commit",
        json,
        fields ->
            new PublishRequest(session, fields.digest("manifest"), fields.optionalText("dataset")));
  }
}
