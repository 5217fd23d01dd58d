package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.store.SessionRequest;

/// `{"key","lease"?}`.
public final class SessionRequestJson implements Codec<SessionRequest> {
  private final LeaseJson leases = new LeaseJson();

  @Override
  public JsonObject encode(SessionRequest request) {
    JsonObject.Builder json = JsonObject.with().put("key", request.key());
    request.lease().ifPresent(lease -> json.put("lease", leases.encode(lease)));
    return json.build();
  }

  @Override
  public SessionRequest decode(JsonObject json) throws C3Exception {
    return Fields.read(
        "a request for a session",
        json,
        fields -> new SessionRequest(fields.text("key"), fields.optionalValue("lease", leases)));
  }
}
