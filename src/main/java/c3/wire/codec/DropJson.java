package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.store.DropFolder.Drop;
import java.util.UUID;

/// `{"name","sizeBytes"}`; the name is a UUID, so it can lead nowhere else.
final class DropJson implements Codec<Drop> {
  @Override
  public JsonObject encode(Drop drop) {
    return JsonObject.with()
        .put("name", drop.name().toString())
        .put("sizeBytes", drop.sizeBytes())
        .build();
  }

  @Override
  public Drop decode(JsonObject json) throws C3Exception {
    return Fields.read(
        "a drop",
        json,
        fields -> new Drop(UUID.fromString(fields.text("name")), fields.count("sizeBytes")));
  }
}
