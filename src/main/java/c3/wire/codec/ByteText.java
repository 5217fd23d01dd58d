package c3.wire.codec;

import c3.json.JsonException;
import c3.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Bytes in JSON, for names that are bytes: a string when they are valid UTF-8, and otherwise
/// base64 in a field of the same name with `Base64` behind it. Never both.
public final class ByteText {
  private ByteText() {}

  static String base64Name(String name) {
    return name + "Base64";
  }

  /// Adds one of the two fields.
  static JsonObject.Builder put(JsonObject.Builder json, String name, byte[] bytes) {
    return put(json, name, base64Name(name), bytes);
  }

  /// Adds one of these two fields.
  public static JsonObject.Builder put(
      JsonObject.Builder json, String name, String base64Name, byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return json.put(name, text);
    } catch (CharacterCodingException e) {
      return json.put(base64Name, Base64.getEncoder().encodeToString(bytes));
    }
  }

  static Optional<byte[]> read(String name, Optional<String> text, Optional<String> base64)
      throws JsonException {
    if (text.isPresent() && base64.isPresent()) {
      throw new JsonException("field `" + name + "` stands twice, as text and as base64");
    }
    if (text.isEmpty()) {
      return base64.map(Base64.getDecoder()::decode);
    }
    byte[] bytes = text.get().getBytes(StandardCharsets.UTF_8);
    // Half of a surrogate pair has no UTF-8 form: what arrived would not be what was meant.
    if (!new String(bytes, StandardCharsets.UTF_8).equals(text.get())) {
      throw new JsonException("field `" + name + "` is not valid Unicode");
    }
    return Optional.of(bytes);
  }
}
