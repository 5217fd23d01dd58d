package c3.json;

import java.util.List;

/// A JSON value in memory: for messages of bounded size. Immutable.
public sealed interface JsonValue permits JsonObject, JsonValue.Items, JsonValue.Scalar {
  /// An array.
  record Items(List<JsonValue> values) implements JsonValue {
    public Items {
      values = List.copyOf(values);
    }
  }

  /// A value without parts.
  sealed interface Scalar extends JsonValue {}

  /// A string.
  record Text(String value) implements Scalar {}

  /// A number without a fraction.
  record Whole(long value) implements Scalar {}

  /// Any other number.
  record Real(double value) implements Scalar {}

  /// True or false.
  record Flag(boolean value) implements Scalar {}

  /// Null. Reading treats a field that is null as absent.
  record Nothing() implements Scalar {}
}
