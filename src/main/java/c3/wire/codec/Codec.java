package c3.wire.codec;

import c3.json.Json;
import c3.json.JsonException;
import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import java.io.IOException;

/// The JSON form of one kind of value. Decoding is strict: a field that is missing, unknown or of
/// another form is refused with `C3Exception` INVALID and a sentence that names it, so a mistyped
/// field is never silently ignored. What `encode` wrote, `decode` reads back equal.
public interface Codec<T> {
  /// Writes a value, with its fields always in the same order.
  JsonObject encode(T value);

  /// Reads a value; throws `C3Exception` INVALID.
  T decode(JsonObject json) throws C3Exception;

  /// Writes a value as a text on one line.
  default String encodeText(T value) {
    return Json.write(encode(value));
  }

  /// Reads a value from a text; throws `C3Exception` INVALID, also when it is no JSON.
  default T decodeText(String text) throws C3Exception {
    JsonObject json;
    try {
      json = Json.read(text);
    } catch (JsonException e) {
      throw new C3Exception(ErrorCode.INVALID, "a message: " + e.getMessage()).causedBy(e);
    } catch (IOException e) {
      throw new IllegalStateException("a text in memory can be read", e);
    }
    return decode(json);
  }
}
