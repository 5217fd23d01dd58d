package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.posix.FileNames;
import c3.wire.message.ServerStatus;
import c3.wire.message.ServerStatus.Machine;
import java.io.IOException;
import java.util.Optional;

/// What a server says of itself.
public final class ServerStatusJson implements Codec<ServerStatus> {
  @Override
  public JsonObject encode(ServerStatus status) {
    JsonObject.Builder json =
        JsonObject.with().put("version", status.version()).put("build", status.build());
    status.machine().ifPresent(machine -> put(json, machine));
    return json.put("running", status.running()).put("pending", status.pending()).build();
  }

  private static void put(JsonObject.Builder json, Machine machine) {
    json.put("pid", machine.pid());
    ByteText.put(json, "home", FileNames.bytes(machine.home()));
    ByteText.put(json, "log", FileNames.bytes(machine.log()));
    ByteText.put(json, "store", FileNames.bytes(machine.store()));
    machine.freeBytes().ifPresent(free -> json.put("freeBytes", free));
  }

  @Override
  public ServerStatus decode(JsonObject json) throws C3Exception {
    return Fields.read("a server's status", json, ServerStatusJson::read);
  }

  private static ServerStatus read(Fields fields) throws IOException {
    return new ServerStatus(
        fields.text("version"),
        fields.text("build"),
        machine(fields),
        fields.number("running"),
        fields.number("pending"));
  }

  private static Optional<Machine> machine(Fields fields) throws IOException {
    Optional<Long> pid = fields.optionalWhole("pid");
    return pid.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Machine(
                pid.get(),
                fields.file("home"),
                fields.file("log"),
                fields.file("store"),
                fields.optionalWhole("freeBytes")));
  }
}
