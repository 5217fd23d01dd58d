package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.model.FailureReason;
import c3.model.JobEnd;
import c3.model.JobStatus;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/// `{"status","reason"?,"exitCode"?,"message"}`.
public final class JobEndJson implements Codec<JobEnd> {
  @Override
  public JsonObject encode(JobEnd end) {
    JsonObject.Builder json =
        JsonObject.with()
            .put("status", end.status().name())
            .putIfPresent("reason", end.reason().map(FailureReason::name));
    end.exitCode().ifPresent(code -> json.put("exitCode", code));
    return json.put("message", end.message()).build();
  }

  @Override
  public JobEnd decode(JsonObject json) throws C3Exception {
    return Fields.read("the end of a job", json, JobEndJson::read);
  }

  private static JobEnd read(Fields fields) throws IOException {
    Optional<Integer> exitCode = fields.optionalNumber("exitCode");
    return new JobEnd(
        fields.choice("status", JobStatus.class),
        fields.optionalChoice("reason", FailureReason.class),
        exitCode.isPresent() ? OptionalInt.of(exitCode.get()) : OptionalInt.empty(),
        fields.text("message"));
  }
}
