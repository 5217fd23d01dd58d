package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.wire.UserControl.Bounds;
import java.io.IOException;
import java.util.Optional;

/// `{"quotaBytes"?,"jobsMax"?}`.
public final class BoundsJson implements Codec<Bounds> {
  private static final String QUOTA = "quotaBytes";
  private static final String JOBS = "jobsMax";

  @Override
  public JsonObject encode(Bounds bounds) {
    JsonObject.Builder json = JsonObject.with();
    bounds.quotaBytes().ifPresent(bytes -> json.put(QUOTA, bytes));
    bounds.jobsMax().ifPresent(jobs -> json.put(JOBS, jobs));
    return json.build();
  }

  @Override
  public Bounds decode(JsonObject json) throws C3Exception {
    return Fields.read(
        "an account's bounds",
        json,
        fields -> new Bounds(count(fields, QUOTA), count(fields, JOBS)));
  }

  private static Optional<Long> count(Fields fields, String name) throws IOException {
    return fields.optionalWhole(name).isPresent()
        ? Optional.of(fields.count(name))
        : Optional.empty();
  }
}
