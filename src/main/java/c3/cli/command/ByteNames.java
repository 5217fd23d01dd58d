package c3.cli.command;

import c3.json.JsonObject;
import c3.model.EntryPath;
import java.util.Base64;

/// Names of stored things in JSON: as text, or, where they are not valid UTF-8, as base64 in a
/// field of its own.
final class ByteNames {
  private ByteNames() {}

  /// Puts `name`, or `name_base64`.
  static JsonObject.Builder put(JsonObject.Builder json, String name, EntryPath path) {
    return path.text()
        .map(text -> json.put(name, text))
        .orElseGet(
            () -> json.put(name + "_base64", Base64.getEncoder().encodeToString(path.bytes())));
  }
}
