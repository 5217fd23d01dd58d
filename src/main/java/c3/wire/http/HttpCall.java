package c3.wire.http;

import c3.json.Json;
import c3.json.JsonObject;
import c3.wire.Route;
import c3.wire.codec.Codec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// One request with a body that is in memory.
///
/// @param route what is asked for
/// @param target path and query, escaped
/// @param body absent for a request without one
/// @param range which bytes of the answer are wanted, as a header says it; absent for all of them
/// @param patience how long the server may wait before it answers
record HttpCall(
    Route route, String target, Optional<Body> body, Optional<String> range, Duration patience) {
  /// A body and what it is.
  record Body(String type, ByteBuffer bytes) {
    /// The bytes in an array of their own.
    byte[] copy() {
      byte[] copy = new byte[bytes.remaining()];
      bytes.duplicate().get(copy);
      return copy;
    }
  }

  static HttpCall of(Route route, Object... arguments) {
    return new HttpCall(
        route, route.path(arguments), Optional.empty(), Optional.empty(), Duration.ZERO);
  }

  HttpCall with(HttpQuery query) {
    return new HttpCall(route, target + query, body, range, patience);
  }

  <T> HttpCall with(Codec<T> codec, T value) {
    return with(codec.encode(value));
  }

  HttpCall with(JsonObject json) {
    return with(new Body("application/json", StandardCharsets.UTF_8.encode(Json.write(json))));
  }

  HttpCall with(ByteBuffer bytes) {
    return with(new Body("application/octet-stream", bytes));
  }

  private HttpCall with(Body sent) {
    return new HttpCall(route, target, Optional.of(sent), range, patience);
  }

  HttpCall part(String wanted) {
    return new HttpCall(route, target, body, Optional.of(wanted), patience);
  }

  HttpCall waiting(Duration time) {
    return new HttpCall(route, target, body, range, time);
  }
}
