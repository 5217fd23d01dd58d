package c3.wire.codec;

import c3.json.JsonObject;
import c3.json.JsonValue;
import c3.model.C3Exception;
import c3.model.JobBounds;
import c3.model.JobSpec;
import c3.model.JobSpec.Mount;
import c3.model.JobSpec.Output;
import c3.model.JobSpec.Placement;
import c3.model.ProjectName;
import c3.model.Software;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a person asked for; also the text that the catalog keeps of a job. Durations are whole
/// milliseconds.
public final class JobSpecJson implements Codec<JobSpec> {
  private final Codec<Output> outputs = new OutputJson();
  private final Codec<Mount> mounts = new MountJson();
  private final Codec<Placement> placements = new PlacementJson();
  private final Codec<Software> software = new SoftwareJson();

  @Override
  public JsonObject encode(JobSpec spec) {
    JsonObject.Builder json =
        JsonObject.with()
            .put("project", spec.project().text())
            .putIfPresent("name", spec.name())
            .putTexts("command", spec.command());
    ByteText.put(json, "directory", spec.directory().bytes())
        .putAll("outputs", spec.outputs().stream().map(outputs::encode).toList())
        .putAll("mounts", spec.mounts().stream().map(mounts::encode).toList());
    spec.timeLimit().ifPresent(time -> json.put("timeLimitMillis", time.toMillis()));
    json.put("environment", environment(spec.environment()))
        .put("placement", placements.encode(spec.placement()));
    spec.software().ifPresent(needed -> json.put("software", software.encode(needed)));
    return json.build();
  }

  private static JsonValue environment(Map<String, String> variables) {
    JsonObject.Builder json = JsonObject.with();
    new TreeMap<>(variables).forEach(json::put);
    return json.build();
  }

  @Override
  public JobSpec decode(JsonObject json) throws C3Exception {
    return Fields.read("a job's spec", json, this::read);
  }

  private JobSpec read(Fields fields) throws IOException {
    return new JobSpec(
        new ProjectName(fields.text("project")),
        fields.optionalText("name"),
        fields.texts("command"),
        fields.path("directory"),
        fields.values("outputs", outputs),
        fields.values("mounts", mounts),
        fields.optionalDuration("timeLimitMillis"),
        fields.map("environment"),
        fields.value("placement", placements),
        fields.optionalValue("software", software));
  }

  private static final class SoftwareJson implements Codec<Software> {
    @Override
    public JsonObject encode(Software software) {
      JsonObject.Builder json = JsonObject.with();
      return switch (software) {
        case Software.Python python ->
            ByteText.put(json, "python", python.folder().bytes()).build();
        case Software.Container container ->
            json.put("image", container.image()).put("cuda", container.cuda()).build();
      };
    }

    @Override
    public Software decode(JsonObject json) throws C3Exception {
      return Fields.read(
          "a job's software",
          json,
          fields -> {
            Optional<String> image = fields.optionalText("image");
            return image.isPresent()
                ? new Software.Container(image.get(), fields.flag("cuda"))
                : new Software.Python(fields.path("python"));
          });
    }
  }

  private static final class OutputJson implements Codec<Output> {
    @Override
    public JsonObject encode(Output output) {
      JsonObject.Builder json = JsonObject.with();
      ByteText.put(json, "directory", output.directory().bytes());
      return ByteText.put(json, "prefix", output.prefix().bytes()).build();
    }

    @Override
    public Output decode(JsonObject json) throws C3Exception {
      return Fields.read(
          "an output", json, fields -> new Output(fields.path("directory"), fields.path("prefix")));
    }
  }

  private static final class MountJson implements Codec<Mount> {
    @Override
    public JsonObject encode(Mount mount) {
      return JsonObject.with()
          .put("reference", mount.reference())
          .put("target", mount.target())
          .build();
    }

    @Override
    public Mount decode(JsonObject json) throws C3Exception {
      return Fields.read(
          "a mount", json, fields -> new Mount(fields.text("reference"), fields.text("target")));
    }
  }

  private static final class PlacementJson implements Codec<Placement> {
    private final Codec<JobBounds> bounds = new JobBoundsJson();

    @Override
    public JsonObject encode(Placement placement) {
      JsonObject.Builder json =
          JsonObject.with()
              .putIfPresent("provider", placement.provider())
              .putIfPresent("hardware", placement.hardware())
              .put("waitWhenUnavailable", placement.waitWhenUnavailable());
      placement.waitMax().map(Duration::toMillis).ifPresent(m -> json.put("waitMaxMillis", m));
      if (!placement.bounds().isNone()) {
        json.put("bounds", bounds.encode(placement.bounds()));
      }
      return json.build();
    }

    @Override
    public Placement decode(JsonObject json) throws C3Exception {
      return Fields.read(
          "a placement",
          json,
          fields ->
              new Placement(
                  fields.optionalText("provider"),
                  fields.optionalText("hardware"),
                  fields.flag("waitWhenUnavailable"),
                  fields.optionalDuration("waitMaxMillis"),
                  fields.optionalValue("bounds", bounds).orElse(JobBounds.NONE)));
    }
  }
}
