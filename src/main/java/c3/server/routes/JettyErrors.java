package c3.server.routes;

import c3.model.C3Exception;
import c3.model.ErrorCode;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// What Jetty itself refuses, before any route is asked: paths that nobody knows and requests that
/// are no HTTP. In the same form as every other error.
final class JettyErrors extends ErrorHandler {
  private final ErrorAnswers errors;

  JettyErrors(ErrorAnswers errors) {
    this.errors = errors;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    ByteBuffer body = errors.body(error(status));
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.remaining());
    response.write(true, body, callback);
    return true;
  }

  private static C3Exception error(int status) {
    return switch (status) {
      case 404 -> new C3Exception(ErrorCode.NOT_FOUND, "the server has no such path");
      case 431, 414 -> new C3Exception(ErrorCode.INVALID, "the head of the request is too long");
      case 503 -> new C3Exception(ErrorCode.UNAVAILABLE, "the server is about to stop");
      default ->
          status < 500
              ? new C3Exception(ErrorCode.INVALID, "the request is not HTTP as it should be")
              : new C3Exception(ErrorCode.INTERNAL, "the server met a defect of its own");
    };
  }
}
