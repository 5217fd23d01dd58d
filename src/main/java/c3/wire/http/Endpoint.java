package c3.wire.http;

import java.net.URI;

/// Where a server answers, and what to show it.
///
/// @param server scheme, host and port, such as `http://127.0.0.1:7733`
/// @param token the bearer token of a person or an agent
/// @param build the twelve hex digits of this program's jar; a server of another build refuses it
public record Endpoint(URI server, String token, String build) {
  /// Hides the token, so that it is in no log.
  @Override
  public String toString() {
    return server.toString();
  }
}
