package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.wire.message.Usage;

/// `{"files","logicalBytes","distinctBytes","uniqueBytes","sharedWith"}`.
public final class UsageJson implements Codec<Usage> {
  @Override
  public JsonObject encode(Usage usage) {
    return JsonObject.with()
        .put("files", usage.files())
        .put("logicalBytes", usage.logicalBytes())
        .put("distinctBytes", usage.distinctBytes())
        .put("uniqueBytes", usage.uniqueBytes())
        .putTexts("sharedWith", usage.sharedWith())
        .build();
  }

  @Override
  public Usage decode(JsonObject json) throws C3Exception {
    return Fields.read(
        "a usage",
        json,
        fields ->
            new Usage(
                fields.count("files"),
                fields.count("logicalBytes"),
                fields.count("distinctBytes"),
                fields.count("uniqueBytes"),
                fields.texts("sharedWith")));
  }
}
