package c3.wire.http;

import c3.model.C3Exception;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Optional;

/// An answer whose body is still to be read.
record Download(
    Endpoint from, HttpResponse<InputStream> response, Unreachable unreachable, HttpLimits limits) {
  int status() {
    return response.statusCode();
  }

  InputStream body() {
    return response.body();
  }

  Optional<String> header(String name) {
    return response.headers().firstValue(name);
  }

  /// The answer with its body in memory.
  HttpReply reply(byte[] body) {
    return new HttpReply(from, status(), this::header, ByteBuffer.wrap(body));
  }

  /// What a bad answer says; reads and closes its body.
  C3Exception error() throws IOException {
    try (InputStream in = body()) {
      return reply(limits.answer(in)).error();
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /// A failure to read the body, as UNAVAILABLE.
  IOException broken(IOException failure) {
    return unreachable.of(from, failure, limits.answerTime());
  }
}
