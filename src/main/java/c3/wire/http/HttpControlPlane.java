package c3.wire.http;

import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.HardwareProfile;
import c3.model.Job;
import c3.model.JobId;
import c3.model.JobSpec;
import c3.model.ProjectName;
import c3.wire.ControlPlane;
import c3.wire.LogHeaders;
import c3.wire.Route;
import c3.wire.codec.CommitAnswerJson;
import c3.wire.codec.FlagJson;
import c3.wire.codec.HardwareProfileJson;
import c3.wire.codec.JobJson;
import c3.wire.codec.JobSpecJson;
import c3.wire.codec.ListJson;
import c3.wire.codec.ListingJson;
import c3.wire.codec.LocatedJson;
import c3.wire.codec.PublishRequestJson;
import c3.wire.codec.RemoveRequestJson;
import c3.wire.codec.ServerStatusJson;
import c3.wire.codec.SubmitRequestJson;
import c3.wire.codec.TextsJson;
import c3.wire.codec.UsageJson;
import c3.wire.message.CommitAnswer;
import c3.wire.message.JobsRequest;
import c3.wire.message.ListRequest;
import c3.wire.message.Listing;
import c3.wire.message.Located;
import c3.wire.message.LogSlice;
import c3.wire.message.PublishRequest;
import c3.wire.message.RemoveRequest;
import c3.wire.message.ServerStatus;
import c3.wire.message.SubmitRequest;
import c3.wire.message.Usage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// A control plane over HTTP, for a command line: it uses `HttpURLConnection`, which starts in a
/// few milliseconds and needs no closing. Each call is one request; nothing is retried here.
public final class HttpControlPlane implements ControlPlane {
  /// What a job's id is made of; anything else is no part of a path.
  private static final int ID_LENGTH_MAX = 64;

  private static final Pattern ID_CHARACTERS =
      Pattern.compile("[0-9a-z_]{1," + ID_LENGTH_MAX + "}");
  private static final Pattern NO_ID_CHARACTER = Pattern.compile("[^0-9a-z_]");

  private final HttpCaller http;

  /// @param endpoints where the server is, asked before each call
  public HttpControlPlane(EndpointSource endpoints, HttpLimits limits) {
    this.http = new UrlConnectionCaller(endpoints, limits);
  }

  @Override
  public CommitAnswer publish(PublishRequest request) throws IOException {
    HttpCall call = HttpCall.of(Route.COMMIT, request.session());
    return http.call(call.with(new PublishRequestJson(request.session()), request))
        .decodeOrLost(new CommitAnswerJson());
  }

  @Override
  public void check(JobSpec spec) throws IOException {
    http.call(HttpCall.of(Route.CHECK).with(new JobSpecJson(), spec)).bytes();
  }

  @Override
  public Job submit(SubmitRequest request) throws IOException {
    return job(HttpCall.of(Route.SUBMIT).with(new SubmitRequestJson(), request));
  }

  @Override
  public Job find(String idOrPrefix) throws IOException {
    if (ID_CHARACTERS.matcher(idOrPrefix).matches()) {
      return job(HttpCall.of(Route.JOB, idOrPrefix));
    }
    if (idOrPrefix.isEmpty()) {
      throw new C3Exception(ErrorCode.INVALID, "a job's id is missing");
    }
    throw noSuchJob(idOrPrefix);
  }

  /// What the server says of a text that no path can carry: it is asked for the nearest job.
  private C3Exception noSuchJob(String typed) throws IOException {
    String safe = NO_ID_CHARACTER.matcher(typed).replaceAll("-");
    try {
      job(HttpCall.of(Route.JOB, safe.substring(0, Math.min(safe.length(), ID_LENGTH_MAX))));
      return new C3Exception(ErrorCode.NOT_FOUND, "there is no job " + typed);
    } catch (C3Exception e) {
      return e.code() == ErrorCode.NOT_FOUND
          ? new C3Exception(ErrorCode.NOT_FOUND, "there is no job " + typed, e.hint())
          : e;
    }
  }

  @Override
  public List<Job> list(JobsRequest request) throws IOException {
    HttpQuery query =
        new HttpQuery()
            .putIfPresent("project", request.project().map(ProjectName::text))
            .put("prefix", request.idPrefix())
            .put("withArtifacts", request.withArtifacts())
            .putIfPresent("olderThan", request.olderThan().map(JobId::text))
            .put("max", request.max());
    return http.call(HttpCall.of(Route.JOBS).with(query))
        .decode(new ListJson<>("jobs", new JobJson()));
  }

  @Override
  public Job cancel(JobId id) throws IOException {
    return job(HttpCall.of(Route.CANCEL, id));
  }

  @Override
  public Job recover(JobId id, Duration patience) throws IOException {
    HttpQuery query = new HttpQuery().put("waitMillis", patience.toMillis());
    return job(HttpCall.of(Route.RECOVER, id).with(query).waiting(patience));
  }

  private Job job(HttpCall call) throws IOException {
    return http.call(call).decode(new JobJson());
  }

  @Override
  public LogSlice log(JobId id, long from, Duration patience) throws IOException {
    HttpQuery query = new HttpQuery().put("from", from).put("waitMillis", patience.toMillis());
    HttpReply reply = http.call(HttpCall.of(Route.READ_LOG, id).with(query).waiting(patience));
    return LogHeaders.read(reply.headers(), reply.bytes());
  }

  @Override
  public Listing list(ListRequest request) throws IOException {
    HttpQuery query =
        new HttpQuery()
            .put("path", request.path())
            .put("recursive", request.recursive())
            .put("after", request.after())
            .put("max", request.max());
    return http.call(HttpCall.of(Route.LIST).with(query)).decode(new ListingJson());
  }

  @Override
  public Located locate(String path) throws IOException {
    HttpQuery query = new HttpQuery().put("path", path);
    return http.call(HttpCall.of(Route.FIND_MANIFEST).with(query)).decode(new LocatedJson());
  }

  @Override
  public Usage usage(List<String> paths) throws IOException {
    return http.call(HttpCall.of(Route.USAGE).with(new TextsJson("paths"), paths))
        .decode(new UsageJson());
  }

  @Override
  public Usage remove(String path, boolean dryRun) throws IOException {
    RemoveRequest request = new RemoveRequest(path, dryRun);
    return http.call(HttpCall.of(Route.REMOVE).with(new RemoveRequestJson(), request))
        .decode(new UsageJson());
  }

  @Override
  public List<HardwareProfile> profiles() throws IOException {
    return http.call(HttpCall.of(Route.PROFILES))
        .decode(new ListJson<>("profiles", new HardwareProfileJson()));
  }

  @Override
  public ServerStatus status() throws IOException {
    return http.call(HttpCall.of(Route.STATUS)).decode(new ServerStatusJson());
  }

  @Override
  public void stop(boolean force) throws IOException {
    http.call(HttpCall.of(Route.STOP).with(new FlagJson("force"), force)).bytes();
  }
}
