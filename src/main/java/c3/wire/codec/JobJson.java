package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.AccountName;
import c3.model.AgentName;
import c3.model.C3Exception;
import c3.model.Job;
import c3.model.JobId;
import java.io.IOException;
import java.time.Instant;

/// A job and how far it has come. Times are ISO-8601 in UTC.
public final class JobJson implements Codec<Job> {
  private final JobSpecJson specs = new JobSpecJson();
  private final ManifestSummaryJson manifests = new ManifestSummaryJson();
  private final JobInputJson inputs = new JobInputJson();
  private final JobStateJson states = new JobStateJson();

  @Override
  public JsonObject encode(Job job) {
    JsonObject.Builder json =
        JsonObject.with()
            .put("id", job.id().text())
            .put("spec", specs.encode(job.spec()))
            .putIfPresent("submittedBy", job.submittedBy().map(AccountName::text))
            .put("workspace", manifests.encode(job.workspace()))
            .putAll("inputs", job.inputs().stream().map(inputs::encode).toList())
            .put("state", states.encode(job.state()))
            .put("term", job.term())
            .putIfPresent("agent", job.agent().map(AgentName::text))
            .put("cancelRequested", job.cancelRequested());
    job.artifacts().ifPresent(kept -> json.put("artifacts", manifests.encode(kept)));
    job.newBytes().ifPresent(bytes -> json.put("newBytes", bytes));
    return json.put("submitted", job.times().submitted().toString())
        .putIfPresent("started", job.times().started().map(Instant::toString))
        .putIfPresent("exited", job.times().exited().map(Instant::toString))
        .putIfPresent("ended", job.times().ended().map(Instant::toString))
        .build();
  }

  @Override
  public Job decode(JsonObject json) throws C3Exception {
    return Fields.read("a job", json, this::read);
  }

  private Job read(Fields fields) throws IOException {
    return new Job(
        new JobId(fields.text("id")),
        fields.value("spec", specs),
        fields.optionalText("submittedBy").map(AccountName::new),
        fields.value("workspace", manifests),
        fields.values("inputs", inputs),
        fields.value("state", states),
        fields.whole("term"),
        fields.optionalText("agent").map(AgentName::new),
        fields.flag("cancelRequested"),
        fields.optionalValue("artifacts", manifests),
        fields.optionalWhole("newBytes"),
        new Job.Times(
            fields.instant("submitted"),
            fields.optionalInstant("started"),
            fields.optionalInstant("exited"),
            fields.optionalInstant("ended")));
  }
}
