package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.wire.message.StateReport;

/// `{"lease","state"}`.
public final class StateReportJson implements Codec<StateReport> {
  private final LeaseJson leases = new LeaseJson();
  private final JobStateJson states = new JobStateJson();

  @Override
  public JsonObject encode(StateReport report) {
    return JsonObject.with()
        .put("lease", leases.encode(report.lease()))
        .put("state", states.encode(report.state()))
        .build();
  }

  @Override
  public StateReport decode(JsonObject json) throws C3Exception {
    return Fields.read(
        "a report of a job's state",
        json,
        fields -> new StateReport(fields.value("lease", leases), fields.value("state", states)));
  }
}
