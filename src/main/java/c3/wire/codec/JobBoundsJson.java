package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.model.JobBounds;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// `{"cpuMillis"?,"memoryBytes"?,"gpus"?}`.
final class JobBoundsJson implements Codec<JobBounds> {
  @Override
  public JsonObject encode(JobBounds bounds) {
    JsonObject.Builder json = JsonObject.with();
    bounds.milliCpus().ifPresent(cpus -> json.put("cpuMillis", cpus));
    bounds.memoryBytes().ifPresent(bytes -> json.put("memoryBytes", bytes));
    bounds.gpus().ifPresent(gpus -> json.put("gpus", gpus));
    return json.build();
  }

  @Override
  public JobBounds decode(JsonObject json) throws C3Exception {
    return Fields.read(
        "the bounds of a job",
        json,
        fields ->
            new JobBounds(
                number(fields, "cpuMillis"),
                fields
                    .optionalWhole("memoryBytes")
                    .map(OptionalLong::of)
                    .orElseGet(OptionalLong::empty),
                number(fields, "gpus")));
  }

  private static OptionalInt number(Fields fields, String name) throws IOException {
    return fields.optionalNumber(name).map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }
}
