package c3.wire.http;

import c3.model.JobId;
import c3.model.JobState;
import c3.model.Lease;
import c3.wire.AgentControl;
import c3.wire.Route;
import c3.wire.codec.FinishAnswerJson;
import c3.wire.codec.FinishRequestJson;
import c3.wire.codec.LeaseAnswerJson;
import c3.wire.codec.LogAnswerJson;
import c3.wire.codec.PollAnswerJson;
import c3.wire.codec.PollRequestJson;
import c3.wire.codec.StateReportJson;
import c3.wire.codec.TextJson;
import c3.wire.message.FinishAnswer;
import c3.wire.message.FinishRequest;
import c3.wire.message.LeaseAnswer;
import c3.wire.message.LogAnswer;
import c3.wire.message.LogChunk;
import c3.wire.message.PollAnswer;
import c3.wire.message.PollRequest;
import c3.wire.message.StateReport;
import java.io.IOException;

/// What an agent asks of a control plane over HTTP. Each call is one request; nothing is retried
/// here.
public final class HttpAgentControl implements AgentControl {
  private final BulkHttp http;

  /// @param http closed by whoever made it
  public HttpAgentControl(BulkHttp http) {
    this.http = http;
  }

  @Override
  public PollAnswer poll(PollRequest request) throws IOException {
    HttpCall call =
        HttpCall.of(Route.POLL, request.agent())
            .with(new PollRequestJson(), request)
            .waiting(request.patience());
    return http.call(call).decode(new PollAnswerJson());
  }

  @Override
  public LeaseAnswer state(Lease lease, JobState state) throws IOException {
    StateReport report = new StateReport(lease, state);
    return http.call(HttpCall.of(Route.STATE, lease.job()).with(new StateReportJson(), report))
        .decode(new LeaseAnswerJson());
  }

  @Override
  public LogAnswer log(Lease lease, LogChunk chunk) throws IOException {
    HttpQuery query =
        new HttpQuery().put("term", lease.term()).put("at", chunk.at()).put("gap", chunk.gap());
    return http.call(HttpCall.of(Route.WRITE_LOG, lease.job()).with(query).with(chunk.bytes()))
        .decode(new LogAnswerJson());
  }

  @Override
  public FinishAnswer finish(FinishRequest request) throws IOException {
    return ending(Route.FINISH, request);
  }

  @Override
  public FinishAnswer attach(FinishRequest request) throws IOException {
    return ending(Route.ATTACH, request);
  }

  @Override
  public void notRecovered(JobId job, String why) throws IOException {
    http.call(HttpCall.of(Route.NOT_RECOVERED, job).with(new TextJson("why"), why)).bytes();
  }

  private FinishAnswer ending(Route route, FinishRequest request) throws IOException {
    HttpCall call = HttpCall.of(route, request.lease().job());
    return http.call(call.with(new FinishRequestJson(), request))
        .decodeOrLost(new FinishAnswerJson());
  }
}
