package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.ApiKey;
import c3.model.C3Exception;
import java.time.Instant;

/// `{"number","name","prefix","created","expires"?,"revoked"?}`; never the key itself.
public final class ApiKeyJson implements Codec<ApiKey> {
  @Override
  public JsonObject encode(ApiKey key) {
    return JsonObject.with()
        .put("number", key.number())
        .put("name", key.name())
        .put("prefix", key.prefix())
        .put("created", key.created().toString())
        .putIfPresent("expires", key.expires().map(Instant::toString))
        .putIfPresent("revoked", key.revoked().map(Instant::toString))
        .build();
  }

  @Override
  public ApiKey decode(JsonObject json) throws C3Exception {
    return Fields.read(
        "a key",
        json,
        fields ->
            new ApiKey(
                fields.count("number"),
                fields.text("name"),
                fields.text("prefix"),
                fields.instant("created"),
                fields.optionalInstant("expires"),
                fields.optionalInstant("revoked")));
  }
}
