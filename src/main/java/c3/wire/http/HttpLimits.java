package c3.wire.http;

import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// The bounds of a client.
///
/// @param connectTime how long to wait for a connection
/// @param answerTime how long to wait for an answer, or for more of it, beside what the call itself
///   may wait
/// @param answerMax the longest answer that is read into memory, in bytes
/// @param sendRateMin how fast a body must be sent at least, in bytes a second
/// @param workRateMin how fast a server makes bytes durable at least, in bytes a second
/// @param resumesMax how often in a row a download is taken up again without a byte of gain
/// @param shared the bounds that both sides know
public record HttpLimits(
    Duration connectTime,
    Duration answerTime,
    int answerMax,
    long sendRateMin,
    long workRateMin,
    int resumesMax,
    Limits shared) {
  /// The bounds that c3 runs with.
  public static final HttpLimits STANDARD =
      new HttpLimits(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          16 << 20,
          256 << 10,
          16 << 20,
          3,
          Limits.STANDARD);

  /// All of an answer that is read into memory. Throws `C3Exception` INTERNAL for one that is too
  /// long: another try would bring the same.
  byte[] answer(InputStream body) throws IOException {
    byte[] answer = body.readNBytes(answerMax + 1);
    if (answer.length > answerMax) {
      throw new C3Exception(
          ErrorCode.INTERNAL, "the server's answer is longer than " + answerMax + " bytes");
    }
    return answer;
  }

  /// How long a server may work on bytes that it has: hash them, and have its disk write them.
  Duration workTime(long bytes) {
    return Duration.ofSeconds(bytes / workRateMin);
  }

  /// How long a body of so many bytes may take.
  Duration sendTime(long bytes) {
    return Duration.ofSeconds(bytes / sendRateMin);
  }
}
