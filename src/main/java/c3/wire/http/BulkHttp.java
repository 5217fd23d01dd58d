package c3.wire.http;

import c3.model.C3Exception;
import c3.model.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The connections of an agent, or of a command that moves files: a JDK `HttpClient` for each
/// scheme of its servers' addresses, HTTP/1.1, safe for many threads, started when it is first
/// needed. Must be closed, or the end of the program waits for it. A thread that is interrupted
/// gives up with `InterruptedIOException`.
public final class BulkHttp implements Closeable, HttpCaller {
  private static final long LIGHT_SENT_MAX = 256 << 10;
  private static final long LIGHT_READ_MAX = 1 << 20;

  private final EndpointSource endpoints;
  private final HttpLimits limits;
  private final Unreachable unreachable;
  private final Optional<HttpCaller> light;
  private final Map<String, HttpClient> clients = new HashMap<>();

  /// @param endpoints where the server is, asked before each call
  public BulkHttp(EndpointSource endpoints, HttpLimits limits) {
    this(endpoints, limits, Optional.empty());
  }

  private BulkHttp(EndpointSource endpoints, HttpLimits limits, Optional<HttpCaller> light) {
    this.endpoints = endpoints;
    this.limits = limits;
    this.unreachable = new Unreachable(limits);
    this.light = light;
  }

  /// For a command that may have little to send or to read: up to 256 KiB go and up to 1 MiB come
  /// with a client that starts at once, in memory as a whole. A call is then not broken off by an
  /// interrupt, only by its time.
  public static BulkHttp forCommand(EndpointSource endpoints, HttpLimits limits) {
    return new BulkHttp(endpoints, limits, Optional.of(new UrlConnectionCaller(endpoints, limits)));
  }

  private synchronized HttpClient client(URI server) {
    return clients.computeIfAbsent(server.getScheme(), this::start);
  }

  private HttpClient start(String scheme) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(limits.connectTime())
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY);
    return (scheme.equals("http") ? builder.sslContext(NoTls.context()) : builder).build();
  }

  HttpLimits limits() {
    return limits;
  }

  @Override
  public HttpReply call(HttpCall call) throws IOException {
    if (light.isPresent()) {
      return light.get().call(call);
    }
    return read(request(call), call.target(), limits.answerTime().plus(call.patience()));
  }

  private static HttpRequest.Builder request(HttpCall call) {
    BodyPublisher body =
        call.body()
            .map(sent -> BodyPublishers.ofByteArray(sent.copy()))
            .orElseGet(BodyPublishers::noBody);
    HttpRequest.Builder request = HttpRequest.newBuilder().method(call.route().method(), body);
    call.body().ifPresent(sent -> request.header("Content-Type", sent.type()));
    call.range().ifPresent(wanted -> request.header("Range", wanted));
    return request;
  }

  /// Sends a slice of a file. The server is asked first, so that a refusal costs no transfer.
  ///
  /// @param call the request without its body
  HttpReply send(HttpCall call, FileSlice slice) throws IOException {
    if (light.isPresent() && slice.length() <= LIGHT_SENT_MAX) {
      return light.get().call(call.with(slice.read()));
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder()
            .method(call.route().method(), slice.publisher())
            .header("Content-Type", "application/octet-stream")
            .expectContinue(true);
    try {
      return read(
          request, call.target(), limits.answerTime().plus(limits.sendTime(slice.length())));
    } catch (IOException e) {
      slice.rethrow();
      throw e;
    }
  }

  private HttpReply read(HttpRequest.Builder request, String target, Duration wait)
      throws IOException {
    Download download = open(request, target, wait);
    try (InputStream in = download.body()) {
      return download.reply(limits.answer(in));
    } catch (IOException e) {
      throw unreachable.of(download.from(), e, limits.answerTime());
    }
  }

  /// Makes a request whose answer may be long. The caller closes its body.
  Download open(HttpCall call) throws IOException {
    return open(request(call), call.target(), limits.answerTime());
  }

  /// The same, where it is known how many bytes the answer has at most. A little that breaks is
  /// asked for again as a stream, which keeps what has come.
  Download open(HttpCall call, long bytesMax) throws IOException {
    if (light.isEmpty() || bytesMax > LIGHT_READ_MAX) {
      return open(call);
    }
    try {
      return inMemory(light.get().call(call));
    } catch (C3Exception e) {
      if (e.code() != ErrorCode.UNAVAILABLE || e.getCause() instanceof SocketTimeoutException) {
        throw e;
      }
      return open(call);
    }
  }

  private Download inMemory(HttpReply reply) {
    ByteBuffer bytes = reply.body();
    InputStream body =
        new ByteArrayInputStream(bytes.array(), bytes.arrayOffset(), bytes.remaining());
    return new Download(reply.from(), reply.status(), reply.headers(), body, unreachable, limits);
  }

  private Download open(HttpRequest.Builder request, String target, Duration wait)
      throws IOException {
    Endpoint endpoint = endpoints.current();
    URI address = URI.create(endpoint.server() + target);
    request
        .uri(address)
        .timeout(wait)
        .header("Authorization", "Bearer " + endpoint.token())
        .header("X-C3-Build", endpoint.build());
    try {
      HttpResponse<InputStream> response =
          client(address).send(request.build(), head -> new TimedBody(limits.answerTime()));
      return new Download(
          endpoint,
          response.statusCode(),
          response.headers()::firstValue,
          response.body(),
          unreachable,
          limits);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while asking the server at " + endpoint);
    } catch (IOException e) {
      throw unreachable.of(endpoint, e, wait);
    }
  }

  /// A failure to read an answer, as UNAVAILABLE.
  IOException unreachable(IOException failure) throws IOException {
    return unreachable.of(endpoints.current(), failure, limits.answerTime());
  }

  @Override
  public synchronized void close() {
    for (HttpClient started : clients.values()) {
      started.shutdownNow();
      started.close();
    }
  }
}
