package c3.server.routes;

import c3.model.Limits;
import java.time.Duration;

/// The bounds of a server's HTTP side.
///
/// @param requestsMax requests in progress, long polls among them; more are answered UNAVAILABLE
/// @param requestsEachMax and those of one account or one agent
/// @param bodiesMax the bodies that are read whole and held at a time, small ones aside, in bytes
/// @param bodiesEachMax and those of one account or one agent
/// @param connectionsMax open connections; more wait
/// @param headerMax the header of a request, in bytes
/// @param bufferSize what is read or written at once, in bytes
/// @param drainMax how much of a refused body is read, in bytes, so that the refusal is heard
/// @param idleTime how long a connection may stand still; must exceed `Limits.pollTime`
/// @param strangerTime the same for one on which nobody was known yet
/// @param bodyTime how long a request waits for its body at any rate
/// @param bodyRateMin how much of a body must come in each second of waiting beyond that, in bytes;
///   less than a client of ours gives up at
/// @param stopTime how long requests in progress may go on when the server stops
/// @param shared the bounds that both sides know
public record HttpServerLimits(
    int requestsMax,
    int requestsEachMax,
    int bodiesMax,
    int bodiesEachMax,
    int connectionsMax,
    int headerMax,
    int bufferSize,
    long drainMax,
    Duration idleTime,
    Duration strangerTime,
    Duration bodyTime,
    long bodyRateMin,
    Duration stopTime,
    Limits shared) {
  /// The bounds that c3 runs with.
  public static final HttpServerLimits STANDARD =
      new HttpServerLimits(
          512,
          128,
          32 << 20,
          8 << 20,
          1_024,
          16 << 10,
          256 << 10,
          66L << 20,
          Duration.ofSeconds(60),
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          64 << 10,
          Duration.ofSeconds(2),
          Limits.STANDARD);
}
