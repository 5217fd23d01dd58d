package c3.server.routes;

import c3.model.AgentName;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.JobId;
import c3.model.Lease;
import c3.wire.AgentControl;
import c3.wire.Route;
import c3.wire.codec.Codec;
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
import c3.wire.message.LogChunk;
import c3.wire.message.PollRequest;
import c3.wire.message.StateReport;
import java.io.IOException;
import java.nio.ByteBuffer;

/// An agent's calls: poll, and what becomes of the jobs whose leases it holds.
public final class AgentRoutes implements RouteTable.RouteGroup {
  private final PollRequestJson polls = new PollRequestJson();
  private final PollAnswerJson pollAnswers = new PollAnswerJson();
  private final StateReportJson states = new StateReportJson();
  private final LeaseAnswerJson leases = new LeaseAnswerJson();
  private final LogAnswerJson logs = new LogAnswerJson();
  private final FinishRequestJson finishes = new FinishRequestJson();
  private final FinishAnswerJson finishAnswers = new FinishAnswerJson();
  private final TextJson reasons = new TextJson("why");
  private final Reach reach;
  private final HttpServerLimits limits;

  public AgentRoutes(Reach reach, HttpServerLimits limits) {
    this.reach = reach;
    this.limits = limits;
  }

  @Override
  public void addTo(RouteTable table) {
    table.add(Route.POLL, this::poll);
    table.add(Route.STATE, this::state);
    table.add(Route.WRITE_LOG, this::log);
    table.add(Route.FINISH, exchange -> finish(exchange, AgentControl::finish));
    table.add(Route.ATTACH, exchange -> finish(exchange, AgentControl::attach));
    table.add(Route.NOT_RECOVERED, this::notRecovered);
  }

  private AgentControl control(Exchange exchange) throws C3Exception {
    return reach.agents(exchange.agent());
  }

  private <T> T body(Exchange exchange, Codec<T> codec) throws IOException {
    return exchange.body(codec, limits.shared().controlBodyMax());
  }

  private void poll(Exchange exchange) throws IOException {
    AgentName name = exchange.parameter("agent", AgentName::new);
    PollRequest request = body(exchange, polls);
    if (!name.equals(request.agent()) || !name.equals(exchange.agent().name())) {
      throw new C3Exception(ErrorCode.FORBIDDEN, "this token is not agent " + name + "'s");
    }
    exchange.answer(pollAnswers, control(exchange).poll(bounded(request)));
  }

  /// Nobody waits longer than a lease could bear, whatever was asked for.
  private PollRequest bounded(PollRequest request) {
    return request.patience().compareTo(limits.shared().pollTime()) <= 0
        ? request
        : request.waiting(limits.shared().pollTime());
  }

  private void state(Exchange exchange) throws IOException {
    StateReport report = body(exchange, states);
    check(exchange, report.lease());
    exchange.answer(leases, control(exchange).state(report.lease(), report.state()));
  }

  private void log(Exchange exchange) throws IOException {
    JobId job = JobRoutes.job(exchange);
    record Place(long term, long at, long gap) {}
    Place place =
        exchange.query(
            query -> new Place(query.number("term"), query.number("at"), query.number("gap", 0)));
    ByteBuffer bytes = ByteBuffer.wrap(exchange.bytes(limits.shared().controlBodyMax()));
    exchange.answer(
        logs,
        control(exchange)
            .log(new Lease(job, place.term()), new LogChunk(place.at(), place.gap(), bytes)));
  }

  private void finish(Exchange exchange, Ending ending) throws IOException {
    FinishRequest request = body(exchange, finishes);
    check(exchange, request.lease());
    FinishAnswer answer = ending.end(control(exchange), request);
    int status = answer instanceof FinishAnswer.BlobsLost ? ErrorCode.BLOBS_LOST.httpStatus() : 200;
    exchange.answer(status, finishAnswers.encode(answer));
  }

  private void notRecovered(Exchange exchange) throws IOException {
    String why = body(exchange, reasons);
    control(exchange).notRecovered(JobRoutes.job(exchange), why);
    exchange.done();
  }

  private static void check(Exchange exchange, Lease lease) throws C3Exception {
    if (!JobRoutes.job(exchange).equals(lease.job())) {
      throw new C3Exception(ErrorCode.INVALID, "the lease is not one of the job in the path");
    }
  }

  /// Finish or attach.
  private interface Ending {
    FinishAnswer end(AgentControl control, FinishRequest request) throws IOException;
  }
}
