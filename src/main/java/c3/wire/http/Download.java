package c3.wire.http;

import c3.model.C3Exception;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;

/// An answer whose body is still to be read.
///
/// @param from which server it came from
/// @param headers finds a header by its name
record Download(
    Endpoint from,
    int status,
    Function<String, Optional<String>> headers,
    InputStream body,
    Unreachable unreachable,
    HttpLimits limits) {
  Optional<String> header(String name) {
    return headers.apply(name);
  }

  /// The answer with its body in memory.
  HttpReply reply(byte[] body) {
    return new HttpReply(from, status, headers, ByteBuffer.wrap(body));
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
