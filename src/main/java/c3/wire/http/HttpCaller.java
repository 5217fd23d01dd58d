package c3.wire.http;

import java.io.IOException;

/// Makes one request and reads its answer.
interface HttpCaller {
  /// Throws `C3Exception` UNAVAILABLE when there was no whole answer; every answer, good or bad, is
  /// returned.
  HttpReply call(HttpCall call) throws IOException;
}
