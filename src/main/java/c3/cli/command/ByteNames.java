package c3.cli.command;

import c3.json.JsonObject;
import c3.model.EntryPath;
import c3.model.LinkTarget;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Names of stored things in JSON: as text, or, where they are not valid UTF-8, as base64 in a
/// field of its own.
final class ByteNames {
  private ByteNames() {}

  /// Puts `name`, or `name_base64`.
  static JsonObject.Builder put(JsonObject.Builder json, String name, EntryPath path) {
    return put(json, name, path.bytes());
  }

  /// The same with what a link says.
  static JsonObject.Builder put(JsonObject.Builder json, String name, LinkTarget target) {
    return put(json, name, target.bytes());
  }

  private static JsonObject.Builder put(JsonObject.Builder json, String name, byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return json.put(name, text);
    } catch (CharacterCodingException e) {
      return json.put(name + "_base64", Base64.getEncoder().encodeToString(bytes));
    }
  }
}
