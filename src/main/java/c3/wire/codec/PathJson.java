package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.posix.FileNames;
import java.nio.file.Path;

/// An object with one path on the server's machine.
public final class PathJson implements Codec<Path> {
  private final String field;

  /// @param field the path's name
  public PathJson(String field) {
    this.field = field;
  }

  @Override
  public JsonObject encode(Path path) {
    return ByteText.put(JsonObject.with(), field, FileNames.bytes(path)).build();
  }

  @Override
  public Path decode(JsonObject json) throws C3Exception {
    return Fields.read("a message", json, fields -> fields.file(field));
  }
}
