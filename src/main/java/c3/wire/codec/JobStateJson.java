package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.model.JobEnd;
import c3.model.JobState;
import c3.model.JobStatus;
import c3.model.Keeping;
import java.io.IOException;
import java.util.Optional;

/// `{"status","end"?,"keeping"?}`: `end` says how the job ended or, while UPLOADING, how it will,
/// and `keeping`, only then, how far it has come.
public final class JobStateJson implements Codec<JobState> {
  private final JobEndJson ends = new JobEndJson();
  private final KeepingJson keepings = new KeepingJson();

  @Override
  public JsonObject encode(JobState state) {
    JsonObject.Builder json = JsonObject.with().put("status", state.status().name());
    switch (state) {
      case JobState.Uploading(JobEnd expected, Optional<Keeping> keeping) -> {
        json.put("end", ends.encode(expected));
        keeping.ifPresent(far -> json.put("keeping", keepings.encode(far)));
      }
      case JobState.Ended ended -> json.put("end", ends.encode(ended.end()));
      case JobState.Pending pending -> {}
      case JobState.Scheduling scheduling -> {}
      case JobState.Staging staging -> {}
      case JobState.Running running -> {}
    }
    return json.build();
  }

  @Override
  public JobState decode(JsonObject json) throws C3Exception {
    return Fields.read("the state of a job", json, this::read);
  }

  private JobState read(Fields fields) throws IOException {
    JobStatus status = fields.choice("status", JobStatus.class);
    Optional<JobEnd> end = fields.optionalValue("end", ends);
    Optional<Keeping> keeping = fields.optionalValue("keeping", keepings);
    JobState state =
        switch (status) {
          case PENDING -> new JobState.Pending();
          case SCHEDULING -> new JobState.Scheduling();
          case STAGING -> new JobState.Staging();
          case RUNNING -> new JobState.Running();
          case UPLOADING -> new JobState.Uploading(present(status, end), keeping);
          case SUCCEEDED, FAILED, CANCELED, TIMED_OUT -> new JobState.Ended(present(status, end));
        };
    if (state.status() != status) {
      throw new IllegalArgumentException("status " + status + " with end " + state.status());
    }
    if (end.isPresent() && status.compareTo(JobStatus.UPLOADING) < 0) {
      throw new IllegalArgumentException(status + " has no end");
    }
    if (keeping.isPresent() && status != JobStatus.UPLOADING) {
      throw new IllegalArgumentException(status + " keeps nothing");
    }
    return state;
  }

  private static JobEnd present(JobStatus status, Optional<JobEnd> end) {
    return end.orElseThrow(() -> new IllegalArgumentException(status + " needs field `end`"));
  }
}
