package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import java.util.List;

/// An object with one array of strings.
public final class TextsJson implements Codec<List<String>> {
  private final String field;

  /// @param field the array's name
  public TextsJson(String field) {
    this.field = field;
  }

  @Override
  public JsonObject encode(List<String> texts) {
    return JsonObject.with().putTexts(field, texts).build();
  }

  @Override
  public List<String> decode(JsonObject json) throws C3Exception {
    return Fields.read("a message", json, fields -> fields.texts(field));
  }
}
