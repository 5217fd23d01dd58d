package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.model.Job;
import java.util.List;

/// `{"jobs"}`, in the order of the answer.
public final class JobsJson implements Codec<List<Job>> {
  private final JobJson jobs = new JobJson();

  @Override
  public JsonObject encode(List<Job> list) {
    return JsonObject.with().putAll("jobs", list.stream().map(jobs::encode).toList()).build();
  }

  @Override
  public List<Job> decode(JsonObject json) throws C3Exception {
    return Fields.read("a list of jobs", json, fields -> fields.values("jobs", jobs));
  }
}
