package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.model.JobId;
import c3.model.Lease;

/// `{"job","term"}`.
public final class LeaseJson implements Codec<Lease> {
  @Override
  public JsonObject encode(Lease lease) {
    return JsonObject.with().put("job", lease.job().text()).put("term", lease.term()).build();
  }

  @Override
  public Lease decode(JsonObject json) throws C3Exception {
    return Fields.read(
        "a lease", json, fields -> new Lease(new JobId(fields.text("job")), fields.whole("term")));
  }
}
