package c3.wire.http;

import c3.model.Limits;
import java.time.Duration;

/// The bounds of a client.
///
/// @param connectTime how long to wait for a connection
/// @param answerTime how long to wait for an answer, beside what the call itself may wait
/// @param answerMax the longest JSON answer, in bytes
/// @param partMax the longest part of a large upload, in bytes
/// @param resumesMax how often a download that broke off is taken up again without a byte of gain
/// @param shared the bounds that both sides know
public record HttpLimits(
    Duration connectTime,
    Duration answerTime,
    int answerMax,
    long partMax,
    int resumesMax,
    Limits shared) {
  /// The bounds that c3 runs with.
  public static final HttpLimits STANDARD =
      new HttpLimits(
          Duration.ofSeconds(5), Duration.ofSeconds(30), 16 << 20, 64L << 20, 3, Limits.STANDARD);
}
