package c3.wire.http;

import c3.model.C3Exception;
import c3.model.ErrorCode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

/// Says in a person's words why there was no answer.
final class Unreachable {
  private final HttpLimits limits;

  Unreachable(HttpLimits limits) {
    this.limits = limits;
  }

  /// UNAVAILABLE with the server's address and the reason. An interruption stays one, and so does a
  /// C3Exception.
  IOException of(Endpoint endpoint, IOException failure, Duration waited) {
    if (failure instanceof C3Exception || isInterruption(failure)) {
      return failure;
    }
    return new C3Exception(
            ErrorCode.UNAVAILABLE,
            "cannot reach the server at " + endpoint + " (" + why(failure, waited) + ")")
        .causedBy(failure);
  }

  /// Whether the thread is to end: a timeout, which Java takes for the same, is none.
  static boolean isInterruption(IOException failure) {
    return failure instanceof InterruptedIOException
        && !(failure instanceof SocketTimeoutException);
  }

  private String why(IOException failure, Duration waited) {
    String message = Optional.ofNullable(failure.getMessage()).orElse("").toLowerCase(Locale.ROOT);
    return switch (failure) {
      case HttpConnectTimeoutException e -> "no connection within " + seconds(limits.connectTime());
      case SocketTimeoutException e when message.contains("connect") ->
          "no connection within " + seconds(limits.connectTime());
      case SocketTimeoutException e -> "no answer within " + seconds(waited);
      case HttpTimeoutException e -> "no answer within " + seconds(waited);
      case UnknownHostException e -> "no such host";
      case NoRouteToHostException e -> "no route to it";
      case ConnectException e ->
          message.isEmpty() || message.contains("refused") ? "connection refused" : message;
      case SSLException e -> "TLS: " + message;
      default -> "the connection was cut";
    };
  }

  private static String seconds(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }
}
