package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;

/// An object with one whole number that is not negative.
public final class NumberJson implements Codec<Long> {
  private final String field;

  /// @param field the number's name
  public NumberJson(String field) {
    this.field = field;
  }

  @Override
  public JsonObject encode(Long number) {
    return JsonObject.with().put(field, number).build();
  }

  @Override
  public Long decode(JsonObject json) throws C3Exception {
    return Fields.read("a message", json, fields -> fields.count(field));
  }
}
