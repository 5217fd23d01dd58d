package c3.wire.http;

import java.io.IOException;

/// Finds the server. Asked before each call, since a server may come back at another port; must be
/// cheap and safe for many threads.
@FunctionalInterface
public interface EndpointSource {
  /// Where the server is now; throws `C3Exception` UNAVAILABLE when there is none.
  Endpoint current() throws IOException;
}
