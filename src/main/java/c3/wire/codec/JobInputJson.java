package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.model.JobInput;

/// `{"reference","target","manifest","below"}`.
public final class JobInputJson implements Codec<JobInput> {
  private final ManifestSummaryJson manifests = new ManifestSummaryJson();

  @Override
  public JsonObject encode(JobInput input) {
    JsonObject.Builder json =
        JsonObject.with()
            .put("reference", input.reference())
            .put("target", input.target())
            .put("manifest", manifests.encode(input.manifest()));
    return ByteText.put(json, "below", input.below().bytes()).build();
  }

  @Override
  public JobInput decode(JsonObject json) throws C3Exception {
    return Fields.read(
        "a job's input",
        json,
        fields ->
            new JobInput(
                fields.text("reference"),
                fields.text("target"),
                fields.value("manifest", manifests),
                fields.path("below")));
  }
}
