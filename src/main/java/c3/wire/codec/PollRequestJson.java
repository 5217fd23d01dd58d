package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.AgentName;
import c3.model.C3Exception;
import c3.model.MountSupport;
import c3.wire.message.PollRequest;
import java.time.Duration;
import java.util.Set;

/// `{"agent","holding","freeSlots","mounts","hardware"?,"tools","waitMillis"}`.
public final class PollRequestJson implements Codec<PollRequest> {
  private final LeaseJson leases = new LeaseJson();
  private final HardwareJson hardware = new HardwareJson();

  @Override
  public JsonObject encode(PollRequest request) {
    JsonObject.Builder json =
        JsonObject.with()
            .put("agent", request.agent().text())
            .putAll("holding", request.holding().stream().map(leases::encode).toList())
            .put("freeSlots", request.freeSlots())
            .put("mounts", request.mounts().name());
    request.hardware().ifPresent(found -> json.put("hardware", hardware.encode(found)));
    return json.putTexts("tools", request.tools().stream().sorted().toList())
        .put("waitMillis", request.patience().toMillis())
        .build();
  }

  @Override
  public PollRequest decode(JsonObject json) throws C3Exception {
    return Fields.read(
        "a poll",
        json,
        fields ->
            new PollRequest(
                new AgentName(fields.text("agent")),
                fields.values("holding", leases),
                fields.number("freeSlots"),
                fields.choice("mounts", MountSupport.class),
                fields.optionalValue("hardware", hardware),
                Set.copyOf(fields.texts("tools")),
                Duration.ofMillis(fields.count("waitMillis"))));
  }
}
