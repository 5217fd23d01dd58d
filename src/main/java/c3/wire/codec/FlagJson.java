package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;

/// An object with one true or false, which must stand.
public final class FlagJson implements Codec<Boolean> {
  private final String field;

  /// @param field the flag's name
  public FlagJson(String field) {
    this.field = field;
  }

  @Override
  public JsonObject encode(Boolean flag) {
    return JsonObject.with().put(field, flag).build();
  }

  @Override
  public Boolean decode(JsonObject json) throws C3Exception {
    return Fields.read("a message", json, fields -> fields.requiredFlag(field));
  }
}
