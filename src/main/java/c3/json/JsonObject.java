package c3.json;

import c3.json.JsonValue.Flag;
import c3.json.JsonValue.Items;
import c3.json.JsonValue.Nothing;
import c3.json.JsonValue.Real;
import c3.json.JsonValue.Text;
import c3.json.JsonValue.Whole;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A JSON object whose fields keep their order. Reading a field that is missing or of another type
/// throws `JsonException` naming it.
public final class JsonObject implements JsonValue {
  private final Map<String, JsonValue> fields;

  JsonObject(Map<String, JsonValue> fields) {
    this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /// Begins an object.
  public static Builder with() {
    return new Builder();
  }

  /// Every field in order.
  public Map<String, JsonValue> fields() {
    return fields;
  }

  /// A field that must be a string.
  public String text(String name) throws IOException {
    return required(name, optionalText(name));
  }

  /// A field that is a string, null or absent.
  public Optional<String> optionalText(String name) throws IOException {
    return read(name, Text.class, "text").map(Text::value);
  }

  /// A field that must be a whole number.
  public long whole(String name) throws IOException {
    return required(name, optionalWhole(name));
  }

  /// A field that is a whole number, null or absent.
  public Optional<Long> optionalWhole(String name) throws IOException {
    return read(name, Whole.class, "a whole number").map(Whole::value);
  }

  /// A field that is true or false; absent is false.
  public boolean flag(String name) throws IOException {
    return read(name, Flag.class, "true or false").map(Flag::value).orElse(false);
  }

  /// A field that must be an object.
  public JsonObject object(String name) throws IOException {
    return required(name, optionalObject(name));
  }

  /// A field that is an object, null or absent.
  public Optional<JsonObject> optionalObject(String name) throws IOException {
    return read(name, JsonObject.class, "an object");
  }

  /// A field that is an array of objects; absent is empty.
  public List<JsonObject> objects(String name) throws IOException {
    return items(name, JsonObject.class, Function.identity());
  }

  /// A field that is an array of strings; absent is empty.
  public List<String> texts(String name) throws IOException {
    return items(name, Text.class, Text::value);
  }

  /// A field that is an array of whole numbers; absent is empty.
  public List<Long> wholes(String name) throws IOException {
    return items(name, Whole.class, Whole::value);
  }

  private <V, T> List<T> items(String name, Class<V> type, Function<V, T> value)
      throws IOException {
    Optional<Items> items = read(name, Items.class, "an array");
    List<T> values = new ArrayList<>();
    for (JsonValue item : items.map(Items::values).orElse(List.of())) {
      if (!type.isInstance(item)) {
        throw new JsonException("field `" + name + "` has an item of the wrong type");
      }
      values.add(value.apply(type.cast(item)));
    }
    return List.copyOf(values);
  }

  private <T> Optional<T> read(String name, Class<T> type, String what) throws IOException {
    JsonValue value = fields.get(name);
    if (value == null || value instanceof Nothing) {
      return Optional.empty();
    }
    if (!type.isInstance(value)) {
      throw new JsonException("field `" + name + "` is not " + what);
    }
    return Optional.of(type.cast(value));
  }

  private static <T> T required(String name, Optional<T> value) throws IOException {
    return value.orElseThrow(() -> new JsonException("field `" + name + "` is missing"));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonObject object && fields.equals(object.fields);
  }

  @Override
  public int hashCode() {
    return fields.hashCode();
  }

  @Override
  public String toString() {
    return Json.write(this);
  }

  /// Builds an object field by field; a name given twice keeps the last value.
  public static final class Builder {
    private final Map<String, JsonValue> fields = new LinkedHashMap<>();

    private Builder() {}

    public Builder put(String name, JsonValue value) {
      fields.put(name, value);
      return this;
    }

    public Builder put(String name, String value) {
      return put(name, new Text(value));
    }

    public Builder put(String name, long value) {
      return put(name, new Whole(value));
    }

    public Builder put(String name, double value) {
      return put(name, new Real(value));
    }

    public Builder put(String name, boolean value) {
      return put(name, new Flag(value));
    }

    /// A string, or null when there is none: for what people's programs read, where a field always
    /// stands.
    public Builder putOrNull(String name, Optional<String> value) {
      return put(name, value.<JsonValue>map(Text::new).orElseGet(Nothing::new));
    }

    /// A whole number, or null when there is none.
    public Builder putWholeOrNull(String name, Optional<Long> value) {
      return put(name, value.<JsonValue>map(Whole::new).orElseGet(Nothing::new));
    }

    /// A string, or no field at all.
    public Builder putIfPresent(String name, Optional<String> value) {
      value.ifPresent(present -> put(name, present));
      return this;
    }

    /// An array of objects or other values.
    public Builder putAll(String name, Collection<? extends JsonValue> values) {
      return put(name, new Items(List.copyOf(values)));
    }

    /// An array of strings.
    public Builder putTexts(String name, Collection<String> values) {
      return putAll(name, values.stream().map(Text::new).toList());
    }

    public JsonObject build() {
      return new JsonObject(fields);
    }
  }
}
