package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.posix.FileNames;
import c3.wire.message.ServerStatus;
import java.io.IOException;

/// What a server says of itself.
public final class ServerStatusJson implements Codec<ServerStatus> {
  @Override
  public JsonObject encode(ServerStatus status) {
    JsonObject.Builder json =
        JsonObject.with()
            .put("version", status.version())
            .put("build", status.build())
            .put("pid", status.pid());
    ByteText.put(json, "home", FileNames.bytes(status.home()));
    ByteText.put(json, "log", FileNames.bytes(status.log()));
    return ByteText.put(json, "store", FileNames.bytes(status.store()))
        .put("running", status.running())
        .put("pending", status.pending())
        .build();
  }

  @Override
  public ServerStatus decode(JsonObject json) throws C3Exception {
    return Fields.read("a server's status", json, ServerStatusJson::read);
  }

  private static ServerStatus read(Fields fields) throws IOException {
    return new ServerStatus(
        fields.text("version"),
        fields.text("build"),
        fields.whole("pid"),
        fields.file("home"),
        fields.file("log"),
        fields.file("store"),
        fields.number("running"),
        fields.number("pending"));
  }
}
