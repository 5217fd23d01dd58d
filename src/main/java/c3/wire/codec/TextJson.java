package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;

/// An object with one string.
public final class TextJson implements Codec<String> {
  private final String field;

  /// @param field its name
  public TextJson(String field) {
    this.field = field;
  }

  @Override
  public JsonObject encode(String text) {
    return JsonObject.with().put(field, text).build();
  }

  @Override
  public String decode(JsonObject json) throws C3Exception {
    return Fields.read("a message", json, fields -> fields.text(field));
  }
}
