package c3.cli.command;

import c3.json.JsonObject;
import c3.model.EntryPath;
import c3.model.LinkTarget;
import c3.wire.codec.ByteText;

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
    return ByteText.put(json, name, name + "_base64", bytes);
  }
}
