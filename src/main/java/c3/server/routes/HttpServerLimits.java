package c3.server.routes;

import c3.model.Limits;
import java.time.Duration;

/// The bounds of a server's HTTP side.
///
/// @param requestsMax requests in progress, long polls among them; more are answered UNAVAILABLE
/// @param connectionsMax open connections; more wait
/// @param headerMax the header of a request, in bytes
/// @param bufferSize what is read or written at once, in bytes
/// @param drainMax how much of a refused body is read, in bytes, so that the refusal is heard
/// @param idleTime how long a connection may stand still; must exceed `Limits.pollTime`
/// @param bodyTime how long a client may take to send a body that is read whole, and the rest of
///   one that was refused; what is written away as it comes may take as long as it goes on
/// @param stopTime how long requests in progress may go on when the server stops
/// @param shared the bounds that both sides know
public record HttpServerLimits(
    int requestsMax,
    int connectionsMax,
    int headerMax,
    int bufferSize,
    long drainMax,
    Duration idleTime,
    Duration bodyTime,
    Duration stopTime,
    Limits shared) {
  /// The bounds that c3 runs with.
  public static final HttpServerLimits STANDARD =
      new HttpServerLimits(
          512,
          1_024,
          16 << 10,
          256 << 10,
          66L << 20,
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofSeconds(2),
          Limits.STANDARD);
}
