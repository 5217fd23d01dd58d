package c3.server.routes;

import java.io.IOException;

/// Answers one route. Runs on a virtual thread of its own and may block. What it throws becomes the
/// answer: a `C3Exception` as it is, anything else INTERNAL.
@FunctionalInterface
public interface RouteHandler {
  /// Reads the request and answers it.
  void handle(Exchange exchange) throws IOException;
}
