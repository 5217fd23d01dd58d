package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.AccountName;
import c3.model.C3Exception;
import c3.wire.message.KeyRequest;

/// `{"user"?,"sha256","name","prefix","validMillis"?}`.
public final class KeyRequestJson implements Codec<KeyRequest> {
  @Override
  public JsonObject encode(KeyRequest request) {
    JsonObject.Builder json =
        JsonObject.with()
            .putIfPresent("user", request.user().map(AccountName::text))
            .put("sha256", request.hash().toString())
            .put("name", request.name())
            .put("prefix", request.prefix());
    request.validity().ifPresent(time -> json.put("validMillis", time.toMillis()));
    return json.build();
  }

  @Override
  public KeyRequest decode(JsonObject json) throws C3Exception {
    return Fields.read(
        "a key",
        json,
        fields ->
            new KeyRequest(
                fields.optionalText("user").map(AccountName::new),
                fields.digest("sha256"),
                fields.text("name"),
                fields.text("prefix"),
                fields.optionalDuration("validMillis")));
  }
}
