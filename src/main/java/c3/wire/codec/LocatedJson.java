package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.wire.message.Located;

/// `{"path","manifest","below"}`.
public final class LocatedJson implements Codec<Located> {
  private final ManifestSummaryJson manifests = new ManifestSummaryJson();

  @Override
  public JsonObject encode(Located located) {
    JsonObject.Builder json =
        JsonObject.with()
            .put("path", located.path())
            .put("manifest", manifests.encode(located.manifest()));
    return ByteText.put(json, "below", located.below().bytes()).build();
  }

  @Override
  public Located decode(JsonObject json) throws C3Exception {
    return Fields.read(
        "a located manifest",
        json,
        fields ->
            new Located(
                fields.text("path"), fields.value("manifest", manifests), fields.path("below")));
  }
}
