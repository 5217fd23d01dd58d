package c3.server.routes;

import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.server.routes.HttpServer.Config;
import c3.wire.Route;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.pathmap.UriTemplatePathSpec;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.PathMappingsHandler;
import org.eclipse.jetty.util.Callback;

/// Finds who answers a request. In order: a path that nobody knows is NOT_FOUND; a method that the
/// path does not have is answered 405; a token that is not known is UNAUTHORIZED, and one of the
/// wrong kind FORBIDDEN; a program of another build is BUILD_MISMATCH; too many requests at once,
/// of all or of whoever asks, are UNAVAILABLE, and so is every one once the server ends.
final class RouteDispatcher {
  private static final String BUILD_HEADER = "X-C3-Build";
  private static final String BEARER = "Bearer ";

  private final Tokens tokens;
  private final String build;
  private final Shares slots;
  private final ErrorAnswers errors;
  private final HttpServerLimits limits;
  private final BodyRoom room;

  RouteDispatcher(Tokens tokens, Config config, Shares slots, ErrorAnswers errors) {
    this.tokens = tokens;
    this.build = config.build();
    this.slots = slots;
    this.errors = errors;
    this.limits = config.limits();
    this.room = new BodyRoom(limits);
  }

  /// The handler of a whole table.
  Handler handler(RouteTable table) {
    Map<String, Map<String, Target>> paths = new LinkedHashMap<>();
    table
        .handlers()
        .forEach((route, handler) ->
            paths
                .computeIfAbsent(route.template(), template -> new LinkedHashMap<>())
                .put(route.method(), new Target(route, handler)));
    PathMappingsHandler mappings = new PathMappingsHandler();
    paths.forEach((template, methods) -> {
      UriTemplatePathSpec spec = new UriTemplatePathSpec(template);
      mappings.addMapping(spec, new PathHandler(spec, methods));
    });
    return mappings;
  }

  private Principal admit(Route route, Request request) throws IOException {
    Optional<String> token = token(request);
    Principal principal =
        (token.isPresent() ? tokens.find(token.get()) : Optional.<Principal>empty())
            .orElseThrow(() ->
                new C3Exception(
                    ErrorCode.UNAUTHORIZED,
                    "the server does not know this key",
                    Optional.of("c3 login, or set C3_API_KEY to a key of this server")));
    boolean fits =
        switch (route.caller()) {
          case ANYONE -> true;
          case PEOPLE -> principal instanceof Principal.Person;
          case AGENTS -> principal instanceof Principal.Agent;
        };
    if (!fits) {
      throw new C3Exception(
          ErrorCode.FORBIDDEN, "this token is not for " + route.method() + " " + route.template());
    }
    checkBuild(route, request);
    return principal;
  }

  private static Optional<String> token(Request request) {
    String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    return header != null && header.startsWith(BEARER)
        ? Optional.of(header.substring(BEARER.length()).strip())
        : Optional.empty();
  }

  private void checkBuild(Route route, Request request) throws C3Exception {
    String theirs = request.getHeaders().get(BUILD_HEADER);
    if (theirs != null && !theirs.equals(build) && !route.answersAnyBuild()) {
      throw new C3Exception(
          ErrorCode.BUILD_MISMATCH,
          "the server is of build " + build + ", this program of build " + theirs,
          Optional.of("c3 server restart"));
    }
  }

  private record Target(Route route, RouteHandler handler) {}

  /// Answers every method of one path.
  private final class PathHandler extends Handler.Abstract {
    private final UriTemplatePathSpec spec;
    private final Map<String, Target> methods;

    PathHandler(UriTemplatePathSpec spec, Map<String, Target> methods) {
      this.spec = spec;
      this.methods = methods;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      Attempt attempt = new Attempt(request, response, callback);
      Target target = methods.get(request.getMethod());
      if (target == null) {
        String allowed = String.join(", ", methods.keySet());
        response.getHeaders().put(HttpHeader.ALLOW, allowed);
        errors.refuse(
            405,
            new C3Exception(ErrorCode.INVALID, request.getMethod() + " is not " + allowed),
            attempt);
      } else {
        answer(target, attempt);
      }
      return true;
    }

    private void answer(Target target, Attempt attempt) {
      Principal principal;
      try {
        principal = admit(target.route(), attempt.request());
      } catch (C3Exception e) {
        errors.refuse(e.code().httpStatus(), e, attempt);
        return;
      } catch (IOException e) {
        errors.failed(e, target.route(), attempt);
        return;
      }
      // Only now: whoever is not known takes no place of those who are.
      if (!slots.take(principal, 1)) {
        String why = slots.isClosed() ? "is about to end" : "has too much to do";
        errors.refuse(503, new C3Exception(ErrorCode.UNAVAILABLE, "the server " + why), attempt);
        return;
      }
      try {
        answer(target, attempt, principal);
      } finally {
        slots.giveBack(principal, 1);
      }
    }

    private void answer(Target target, Attempt attempt, Principal principal) {
      Request request = attempt.request();
      request
          .getConnectionMetaData()
          .getConnection()
          .getEndPoint()
          .setIdleTimeout(limits.idleTime().toMillis());
      try (WholeBody body = new WholeBody(room, principal)) {
        Map<String, String> parameters =
            spec.getPathParams(request.getHttpURI().getCanonicalPath());
        target.handler().handle(new Exchange(attempt, principal, parameters, body, limits));
        attempt.callback().succeeded();
      } catch (Exception | LinkageError | InternalError e) {
        errors.failed(e, target.route(), attempt);
      }
    }
  }

  /// A request whose answer is not complete.
  record Attempt(Request request, Response response, Callback callback) {}
}
