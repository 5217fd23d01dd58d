package c3.json;

import c3.json.JsonValue.Items;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What fields a JSON value has, written down: `{id, name or name_base64, jobs: [{path}], lost:
/// []}`. A value must have these fields and no others; what is not an object or a list may be
/// anything, also null.
public sealed interface JsonShape {
  /// What of a value is not of this shape; absent when all of it is.
  ///
  /// @param where the value's name, for the answer
  Optional<String> fault(String where, JsonValue value);

  /// Reads what was written down; throws `IllegalArgumentException` when it makes no sense.
  static JsonShape of(String written) {
    Parser parser = new Parser(written);
    JsonShape shape = parser.shape();
    parser.end();
    return shape;
  }

  /// A text, a number, true, false or null.
  record Leaf() implements JsonShape {
    @Override
    public Optional<String> fault(String where, JsonValue value) {
      return value instanceof JsonObject || value instanceof Items
          ? Optional.of(where + " is " + Json.write(value))
          : Optional.empty();
    }
  }

  /// A list of values of one shape.
  record ListOf(JsonShape item) implements JsonShape {
    @Override
    public Optional<String> fault(String where, JsonValue value) {
      if (!(value instanceof Items items)) {
        return Optional.of(where + " is no list: " + Json.write(value));
      }
      return items.values().stream()
          .flatMap(each -> item.fault(where + "[]", each).stream())
          .findFirst();
    }
  }

  /// An object of one of several shapes.
  record OneOf(List<JsonShape> shapes) implements JsonShape {
    @Override
    public Optional<String> fault(String where, JsonValue value) {
      return shapes.stream().anyMatch(shape -> shape.fault(where, value).isEmpty())
          ? Optional.empty()
          : Optional.of(where + " is of none of its shapes: " + Json.write(value));
    }
  }

  /// An object with these fields, in this order.
  record Fields(List<Field> fields) implements JsonShape {
    @Override
    public Optional<String> fault(String where, JsonValue value) {
      if (!(value instanceof JsonObject object)) {
        return Optional.of(where + " is no object: " + Json.write(value));
      }
      if (object.fields().size() != fields.size()) {
        return Optional.of(
            where + " has the fields " + object.fields().keySet() + ", not " + fields);
      }
      Iterator<Field> expected = fields.iterator();
      return object.fields().entrySet().stream()
          .flatMap(actual -> expected.next().fault(where, actual).stream())
          .findFirst();
    }
  }

  /// A field, by one of its names.
  record Field(List<String> names, JsonShape shape) {
    private Optional<String> fault(String where, Map.Entry<String, JsonValue> actual) {
      String name = actual.getKey();
      return names.contains(name)
          ? shape.fault(where + "." + name, actual.getValue())
          : Optional.of(where + " has a field " + name + " where " + this + " belongs");
    }

    @Override
    public String toString() {
      return String.join(" or ", names);
    }
  }

  /// Reads shapes from left to right.
  final class Parser {
    private final String text;
    private int at;

    private Parser(String text) {
      this.text = text;
    }

    private JsonShape shape() {
      List<JsonShape> shapes = new ArrayList<>(List.of(one()));
      while (takes(" or ")) {
        shapes.add(one());
      }
      return shapes.size() == 1 ? shapes.getFirst() : new OneOf(shapes);
    }

    private JsonShape one() {
      if (takes("[]")) {
        return new ListOf(new Leaf());
      }
      if (takes("[")) {
        JsonShape item = shape();
        needs("]");
        return new ListOf(item);
      }
      needs("{");
      List<Field> fields = new ArrayList<>();
      do {
        fields.add(field());
      } while (takes(", "));
      needs("}");
      return new Fields(fields);
    }

    private Field field() {
      List<String> names = new ArrayList<>(List.of(name()));
      while (takes(" or ")) {
        names.add(name());
      }
      return new Field(names, takes(": ") ? shape() : new Leaf());
    }

    private String name() {
      int from = at;
      while (at < text.length() && (text.charAt(at) == '_' || isLetter(text.charAt(at)))) {
        at++;
      }
      if (at == from) {
        throw new IllegalArgumentException("no name at " + at + " of " + text);
      }
      return text.substring(from, at);
    }

    private static boolean isLetter(char c) {
      return Character.isLowerCase(c) || Character.isDigit(c);
    }

    private boolean takes(String word) {
      boolean found = text.startsWith(word, at);
      at += found ? word.length() : 0;
      return found;
    }

    private void needs(String word) {
      if (!takes(word)) {
        throw new IllegalArgumentException("no `" + word + "` at " + at + " of " + text);
      }
    }

    private void end() {
      if (at < text.length()) {
        throw new IllegalArgumentException("something follows at " + at + " of " + text);
      }
    }
  }
}
