package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.model.Hardware;
import c3.model.Hardware.Bounding;
import c3.model.Hardware.Gpu;

/// `{"cpus","memoryBytes","gpus":[{"index","name","memoryBytes"}],"bounding":{"cpus","memory",
/// "why"}}`.
public final class HardwareJson implements Codec<Hardware> {
  private final Codec<Gpu> gpus = new GpuJson();
  private final Codec<Bounding> boundings = new BoundingJson();

  @Override
  public JsonObject encode(Hardware hardware) {
    return JsonObject.with()
        .put("cpus", hardware.cpus())
        .put("memoryBytes", hardware.memoryBytes())
        .putAll("gpus", hardware.gpus().stream().map(gpus::encode).toList())
        .put("bounding", boundings.encode(hardware.bounding()))
        .build();
  }

  @Override
  public Hardware decode(JsonObject json) throws C3Exception {
    return Fields.read(
        "a machine's hardware",
        json,
        fields ->
            new Hardware(
                fields.number("cpus"),
                fields.count("memoryBytes"),
                fields.values("gpus", gpus),
                fields.value("bounding", boundings)));
  }

  private static final class GpuJson implements Codec<Gpu> {
    @Override
    public JsonObject encode(Gpu gpu) {
      return JsonObject.with()
          .put("index", gpu.index())
          .put("name", gpu.name())
          .put("memoryBytes", gpu.memoryBytes())
          .build();
    }

    @Override
    public Gpu decode(JsonObject json) throws C3Exception {
      return Fields.read(
          "a GPU",
          json,
          fields ->
              new Gpu(fields.number("index"), fields.text("name"), fields.count("memoryBytes")));
    }
  }

  private static final class BoundingJson implements Codec<Bounding> {
    @Override
    public JsonObject encode(Bounding bounding) {
      return JsonObject.with()
          .put("cpus", bounding.cpus())
          .put("memory", bounding.memory())
          .put("why", bounding.why())
          .build();
    }

    @Override
    public Bounding decode(JsonObject json) throws C3Exception {
      return Fields.read(
          "what a machine can bound",
          json,
          fields -> new Bounding(fields.flag("cpus"), fields.flag("memory"), fields.text("why")));
    }
  }
}
