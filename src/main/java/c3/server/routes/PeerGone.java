package c3.server.routes;

import java.io.IOException;

/// The other side of a request went away, or sent nothing for too long: there is nobody to answer.
final class PeerGone extends IOException {
  PeerGone(Throwable cause) {
    super("the client is gone: " + cause.getMessage(), cause);
  }
}
