package c3.server.routes;

import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.Job;
import c3.model.JobId;
import c3.model.ProjectName;
import c3.wire.ControlPlane;
import c3.wire.LogHeaders;
import c3.wire.Route;
import c3.wire.codec.Codec;
import c3.wire.codec.JobJson;
import c3.wire.codec.JobSpecJson;
import c3.wire.codec.ListJson;
import c3.wire.codec.SubmitRequestJson;
import c3.wire.message.JobsRequest;
import c3.wire.message.LogSlice;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// A person's jobs: submit, look, cancel, recover, read the log.
public final class JobRoutes implements RouteTable.RouteGroup {
  private final SubmitRequestJson submits = new SubmitRequestJson();
  private final JobSpecJson specs = new JobSpecJson();
  private final JobJson jobs = new JobJson();
  private final Codec<List<Job>> lists = new ListJson<>("jobs", jobs);
  private final Reach reach;
  private final HttpServerLimits limits;

  public JobRoutes(Reach reach, HttpServerLimits limits) {
    this.reach = reach;
    this.limits = limits;
  }

  @Override
  public void addTo(RouteTable table) {
    table.add(Route.SUBMIT, this::submit);
    table.add(Route.CHECK, this::check);
    table.add(Route.JOBS, this::list);
    table.add(Route.JOB, this::find);
    table.add(Route.CANCEL, this::cancel);
    table.add(Route.RECOVER, this::recover);
    table.add(Route.READ_LOG, this::log);
  }

  private ControlPlane control(Exchange exchange) throws C3Exception {
    return reach.people(exchange.person());
  }

  private void submit(Exchange exchange) throws IOException {
    exchange.answer(
        jobs, control(exchange).submit(exchange.body(submits, limits.shared().controlBodyMax())));
  }

  private void check(Exchange exchange) throws IOException {
    control(exchange).check(exchange.body(specs, limits.shared().controlBodyMax()));
    exchange.done();
  }

  private void list(Exchange exchange) throws IOException {
    JobsRequest request =
        exchange.query(query ->
            new JobsRequest(
                query.text("project").map(ProjectName::new),
                query.text("prefix").orElse(""),
                query.flag("withArtifacts"),
                query.text("olderThan").map(JobId::new),
                query.count("max", limits.shared().pageEntriesMax())));
    exchange.answer(lists, control(exchange).list(request));
  }

  private void find(Exchange exchange) throws IOException {
    exchange.answer(jobs, control(exchange).find(exchange.parameter("job", text -> text)));
  }

  private void cancel(Exchange exchange) throws IOException {
    exchange.answer(jobs, control(exchange).cancel(job(exchange)));
  }

  private void recover(Exchange exchange) throws IOException {
    Duration patience =
        exchange.query(query -> query.wait("waitMillis", limits.shared().pollTime()));
    exchange.answer(jobs, control(exchange).recover(job(exchange), patience));
  }

  private void log(Exchange exchange) throws IOException {
    record Wanted(long from, Duration patience) {}
    Wanted wanted =
        exchange.query(query ->
            new Wanted(
                query.number("from", 0), query.wait("waitMillis", limits.shared().pollTime())));
    LogSlice slice = control(exchange).log(job(exchange), wanted.from(), wanted.patience());
    exchange
        .head(200)
        .put(LogHeaders.FROM, Long.toString(slice.from()))
        .put(LogHeaders.ENDED, Boolean.toString(slice.ended()));
    exchange.answer(slice.bytes());
  }

  /// The job that a path names in full.
  static JobId job(Exchange exchange) throws C3Exception {
    String text = exchange.parameter("job", name -> name);
    if (!JobId.isOne(text)) {
      throw new C3Exception(ErrorCode.NOT_FOUND, "there is no job " + text);
    }
    return new JobId(text);
  }
}
