package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.model.ManifestSummary;

/// `{"digest","files","bytes"}`.
public final class ManifestSummaryJson implements Codec<ManifestSummary> {
  @Override
  public JsonObject encode(ManifestSummary manifest) {
    return JsonObject.with()
        .put("digest", manifest.digest().toString())
        .put("files", manifest.files())
        .put("bytes", manifest.bytes())
        .build();
  }

  @Override
  public ManifestSummary decode(JsonObject json) throws C3Exception {
    return Fields.read(
        "a manifest",
        json,
        fields ->
            new ManifestSummary(
                fields.digest("digest"), fields.count("files"), fields.count("bytes")));
  }
}
