package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.model.HardwareProfile;

/// `{"name","provider","bounds","machine"?,"missing"?}`.
public final class HardwareProfileJson implements Codec<HardwareProfile> {
  private final JobBoundsJson bounds = new JobBoundsJson();
  private final HardwareJson machines = new HardwareJson();

  @Override
  public JsonObject encode(HardwareProfile profile) {
    JsonObject.Builder json =
        JsonObject.with()
            .put("name", profile.name())
            .put("provider", profile.provider())
            .put("bounds", bounds.encode(profile.bounds()));
    profile.machine().ifPresent(machine -> json.put("machine", machines.encode(machine)));
    return json.putIfPresent("missing", profile.missing()).build();
  }

  @Override
  public HardwareProfile decode(JsonObject json) throws C3Exception {
    return Fields.read(
        "a hardware profile",
        json,
        fields ->
            new HardwareProfile(
                fields.text("name"),
                fields.text("provider"),
                fields.value("bounds", bounds),
                fields.optionalValue("machine", machines),
                fields.optionalText("missing")));
  }
}
