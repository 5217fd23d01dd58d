package c3.server.routes;

import c3.json.Json;
import c3.json.JsonException;
import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import c3.server.routes.RouteDispatcher.Attempt;
import c3.wire.codec.Codec;
import c3.wire.frame.DigestBytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/// One request and its answer, as the routes see them. Used by one thread.
public final class Exchange {
  private final Request request;
  private final Response response;
  private final HttpServerLimits limits;
  private final Principal principal;
  private final Map<String, String> parameters;
  private final WholeBody whole;

  Exchange(
      Attempt attempt,
      Principal principal,
      Map<String, String> parameters,
      WholeBody whole,
      HttpServerLimits limits) {
    this.request = attempt.request();
    this.response = attempt.response();
    this.limits = limits;
    this.principal = principal;
    this.parameters = parameters;
    this.whole = whole;
  }

  /// Who asks.
  public Principal principal() {
    return principal;
  }

  /// The person who asks; for routes that only people reach.
  Principal.Person person() throws C3Exception {
    if (principal instanceof Principal.Person person) {
      return person;
    }
    throw new C3Exception(ErrorCode.FORBIDDEN, "this token is an agent's");
  }

  /// The agent that asks; for routes that only agents reach.
  Principal.Agent agent() throws C3Exception {
    if (principal instanceof Principal.Agent agent) {
      return agent;
    }
    throw new C3Exception(ErrorCode.FORBIDDEN, "this token is not an agent's");
  }

  /// A part of the path, parsed; INVALID when the parser refuses it.
  public <T> T parameter(String name, Function<String, T> parser) throws C3Exception {
    String text = parameters.getOrDefault(name, "");
    try {
      return parser.apply(text);
    } catch (NumberFormatException e) {
      throw new C3Exception(ErrorCode.INVALID, "the path: `" + text + "` is not a number")
          .causedBy(e);
    } catch (IllegalArgumentException e) {
      throw new C3Exception(ErrorCode.INVALID, "the path: " + e.getMessage()).causedBy(e);
    }
  }

  /// What stands behind the question mark; INVALID when it has anything else in it.
  <T> T query(QueryReader.Reader<T> reader) throws C3Exception {
    try {
      return QueryReader.read(Request.extractQueryParameters(request), reader);
    } catch (RuntimeException e) {
      throw new C3Exception(ErrorCode.INVALID, "the query cannot be read").causedBy(e);
    }
  }

  /// A header, when it is there.
  Optional<String> header(HttpHeader name) {
    return Optional.ofNullable(request.getHeaders().get(name));
  }

  /// The length that the client promised for the body, when it did.
  Optional<Long> bodyLength() {
    long length = request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
    return length < 0 ? Optional.empty() : Optional.of(length);
  }

  /// The JSON body, of at most `max` bytes.
  public <T> T body(Codec<T> codec, int max) throws IOException {
    try {
      return whole.decode(body(), max, bytes -> codec.decode(Json.read(ByteBuffer.wrap(bytes))));
    } catch (JsonException e) {
      throw new C3Exception(ErrorCode.INVALID, "the request's body: " + e.getMessage()).causedBy(e);
    }
  }

  /// The body as it comes. Reading it is what makes a client send it that asked first.
  public InputStream body() {
    return new RequestStream(
        Request.asInputStream(request), limits.bodyTime(), limits.bodyRateMin());
  }

  /// The whole body, of at most `max` bytes; INVALID when it is longer.
  byte[] bytes(int max) throws IOException {
    return whole.read(body(), max);
  }

  /// A body of at most so many digests.
  List<Digest> digests(int max) throws IOException {
    return read(max * Digest.SIZE_BYTES, DigestBytes::read);
  }

  /// The bytes of the body, at most `max`, as what they stand for; INVALID when the reader refuses
  /// them.
  <T> T read(int max, Function<ByteBuffer, T> reader) throws IOException {
    byte[] bytes = bytes(max);
    try {
      return reader.apply(ByteBuffer.wrap(bytes));
    } catch (IllegalArgumentException e) {
      throw new C3Exception(ErrorCode.INVALID, "the request's body: " + e.getMessage()).causedBy(e);
    }
  }

  /// Answers with JSON.
  public <T> void answer(Codec<T> codec, T value) throws IOException {
    answer(200, codec.encode(value));
  }

  /// Answers with JSON and a status.
  void answer(int status, JsonObject json) throws IOException {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    writeAll(ByteBuffer.wrap(Json.write(json).getBytes(StandardCharsets.UTF_8)));
  }

  /// Answers that it is done, when there is nothing to tell.
  void done() throws IOException {
    answer(200, JsonObject.with().build());
  }

  /// Answers with bytes.
  void answer(ByteBuffer bytes) throws IOException {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/octet-stream");
    writeAll(bytes);
  }

  private void writeAll(ByteBuffer bytes) throws IOException {
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.remaining());
    write(bytes, true);
  }

  /// Sets a status and headers of the answer, before any of it is written.
  HttpFields.Mutable head(int status) {
    response.setStatus(status);
    return response.getHeaders();
  }

  /// Writes a piece of the answer; returns when the buffer may be used again.
  void write(ByteBuffer piece, boolean last) throws IOException {
    try {
      Content.Sink.write(response, last, piece);
    } catch (IOException e) {
      throw new PeerGone(e);
    }
  }

  /// A digest in the path.
  Digest digest() throws C3Exception {
    return parameter("sha256", Digest::parse);
  }
}
