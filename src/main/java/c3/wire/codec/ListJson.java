package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import java.util.List;

/// An object with one array of values, in the order of the answer.
public final class ListJson<T> implements Codec<List<T>> {
  private final String field;
  private final Codec<T> values;

  /// @param field the array's name
  public ListJson(String field, Codec<T> values) {
    this.field = field;
    this.values = values;
  }

  @Override
  public JsonObject encode(List<T> list) {
    return JsonObject.with().putAll(field, list.stream().map(values::encode).toList()).build();
  }

  @Override
  public List<T> decode(JsonObject json) throws C3Exception {
    return Fields.read("a list", json, fields -> fields.values(field, values));
  }
}
