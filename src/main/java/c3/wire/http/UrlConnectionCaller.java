package c3.wire.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/// Makes requests with `HttpURLConnection`: the fastest of the JDK's clients to start, and nothing
/// of it outlives the call. It may send a request a second time when a kept connection breaks, so
/// every request must be repeatable.
final class UrlConnectionCaller implements HttpCaller {
  private final EndpointSource endpoints;
  private final HttpLimits limits;
  private final Unreachable unreachable;

  UrlConnectionCaller(EndpointSource endpoints, HttpLimits limits) {
    this.endpoints = endpoints;
    this.limits = limits;
    this.unreachable = new Unreachable(limits);
  }

  @Override
  public HttpReply call(HttpCall call) throws IOException {
    Endpoint endpoint = endpoints.current();
    Duration wait = limits.answerTime().plus(call.patience());
    try {
      return exchange(endpoint, call, wait);
    } catch (IOException e) {
      throw unreachable.of(endpoint, e, wait);
    }
  }

  private HttpReply exchange(Endpoint endpoint, HttpCall call, Duration wait) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create(endpoint.server() + call.target()).toURL().openConnection(Proxy.NO_PROXY);
    connection.setRequestMethod(call.route().method());
    connection.setConnectTimeout((int) limits.connectTime().toMillis());
    connection.setReadTimeout((int) wait.toMillis());
    connection.setInstanceFollowRedirects(false);
    connection.setRequestProperty("Authorization", "Bearer " + endpoint.token());
    connection.setRequestProperty("X-C3-Build", endpoint.build());
    connection.setRequestProperty("Accept", "*/*");
    call.range().ifPresent(wanted -> connection.setRequestProperty("Range", wanted));
    if (call.body().isPresent()) {
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", call.body().get().type());
      try (OutputStream out = connection.getOutputStream()) {
        out.write(call.body().get().copy());
      }
    }
    int status = connection.getResponseCode();
    byte[] body = body(connection, status);
    return new HttpReply(
        endpoint,
        status,
        name -> Optional.ofNullable(connection.getHeaderField(name)),
        ByteBuffer.wrap(body));
  }

  private byte[] body(HttpURLConnection connection, int status) throws IOException {
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return in == null ? new byte[0] : limits.answer(in);
    }
  }
}
