package c3.wire.http;

import static org.assertj.core.api.Assertions.assertThat;

import c3.model.Digest;
import c3.model.SessionId;
import c3.server.ServerWorld;
import c3.server.routes.HttpServerLimits;
import c3.server.routes.Served;
import c3.server.routes.WorldReach;
import c3.store.SessionRequest;
import c3.wire.Route;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is no proper request, byte by byte: each is one clear JSON error, and the server goes on.
class HostileRequestsTest {
  private static final Duration BODY_TIME = Duration.ofMillis(200);
  private static final String AUTHORIZED = "Host: c3\r\nAuthorization: Bearer person-token\r\n";
  private static final String STATUS = "GET /v1/status HTTP/1.1\r\n" + AUTHORIZED;
  private static final String SUBMIT = "POST /v1/jobs HTTP/1.1\r\n" + AUTHORIZED;

  @TempDir Path folder;
  private ServerWorld world;
  private Served served;

  @BeforeEach
  void start() throws IOException {
    world = new ServerWorld(folder.resolve("home"));
    serve(HttpServerLimits.STANDARD.requestsMax(), HttpServerLimits.STANDARD.requestsEachMax());
  }

  private void serve(int requestsMax, int requestsEachMax) throws IOException {
    served =
        new Served(new WorldReach(world), limits(requestsMax, requestsEachMax), Optional.empty());
  }

  private static HttpServerLimits limits(int requestsMax, int requestsEachMax) {
    HttpServerLimits usual = HttpServerLimits.STANDARD;
    return new HttpServerLimits(
        requestsMax,
        requestsEachMax,
        usual.bodiesMax(),
        usual.bodiesEachMax(),
        usual.connectionsMax(),
        usual.headerMax(),
        usual.bufferSize(),
        usual.drainMax(),
        usual.idleTime(),
        usual.strangerTime(),
        BODY_TIME,
        usual.shared().controlBodyMax(),
        usual.stopTime(),
        usual.shared());
  }

  @AfterEach
  void stop() throws IOException {
    served.close();
    world.close();
  }

  @Test
  void refusesWhatIsNoProperRequest() throws IOException {
    assertError(405, "BREW /v1/jobs HTTP/1.1\r\n" + AUTHORIZED + "\r\n");
    assertError(400, "GET /v1/../../etc/passwd HTTP/1.1\r\n" + AUTHORIZED + "\r\n");
    assertError(404, "GET /nothing HTTP/1.1\r\n" + AUTHORIZED + "\r\n");
    assertError(400, "GET /v1/%2e%2e/jobs HTTP/1.1\r\n" + AUTHORIZED + "\r\n");
    assertError(400, "GET /v1/jobs%00 HTTP/1.1\r\n" + AUTHORIZED + "\r\n");
    assertError(400, "nonsense\r\n\r\n");
    assertThat(answer("POST /v1/keys/2x/revoke HTTP/1.1\r\n" + AUTHORIZED + "\r\n"))
        .startsWith("HTTP/1.1 400 ")
        .contains("the path: `2x` is not a number");
    assertError(431, STATUS + "X-Long: " + "x".repeat(1 << 20) + "\r\n\r\n");
    assertError(400, "GET /v1/jobs HTTP/1.1\r\nHost: c3\r\nAuthorization: Bearer \u0001x\r\n\r\n");
  }

  @Test
  void refusesLengthsThatLie() throws IOException {
    assertError(400, SUBMIT + "Content-Length: -1\r\n\r\n");
    assertError(400, SUBMIT + "Content-Length: 5\r\nContent-Length: 7\r\n\r\n{}");
    assertError(400, SUBMIT + "Content-Length: 99999999999999999999999\r\n\r\n");
    assertError(400, SUBMIT + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n");
    assertError(400, SUBMIT + "Transfer-Encoding: nonsense\r\n\r\n");
  }

  @Test
  void refusesBodiesThatAreNoMessage() throws IOException {
    for (String body :
        new String[] {
          "",
          "{",
          "[]",
          "null",
          "{\"key\":1}",
          "{\"key\":\"a\",\"key\":\"b\"}",
          "{\"key\":" + "[".repeat(10_000),
          "{\"key\":" + "9".repeat(5_000) + "}",
          "{\"unknown\":{}}"
        }) {
      assertError(400, SUBMIT + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }
  }

  @Test
  void endsABodyThatComesDropByDrop() throws IOException {
    assertEndsDrops(SUBMIT);
    SessionId session = world.blobs().open(new SessionRequest("k", Optional.empty())).id();
    assertEndsDrops(
        "PUT " + Route.PUT_BUNDLE.path(session, Digest.EMPTY.hex()) + " HTTP/1.1\r\n" + AUTHORIZED);
  }

  private void assertEndsDrops(String request) throws IOException {
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      out.write((request + "Content-Length: 60000\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
      byte[] answer = new byte[4096];
      int length = 0;
      // Between two drops it listens for a moment, until it is answered.
      socket.setSoTimeout(1);
      while (length == 0) {
        try {
          out.write(' ');
          length = socket.getInputStream().read(answer);
        } catch (SocketTimeoutException e) {
          // No answer yet.
        }
      }
      assertThat(new String(answer, 0, length, StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 400 ")
          .contains("\"INVALID\"", "the request's body comes too slowly");
    }
    assertServes();
  }

  @Test
  void aStrangerWhoseBodyIsAwaitedTakesNobodysPlace() throws IOException {
    served.close();
    serve(1, 1);
    String stranger = SUBMIT.replace("person-token", "guess") + "Content-Length: 60000\r\n\r\n{";
    try (Socket socket = connect()) {
      socket.getOutputStream().write(stranger.getBytes(StandardCharsets.ISO_8859_1));
      assertThat(statusLine(socket)).isEqualTo("HTTP/1.1 401 Unauthorized");

      assertServes();
    }
  }

  @Test
  void nobodyTakesThePlacesOfAllOthers() throws IOException {
    served.close();
    serve(2, 1);
    String asking = SUBMIT + "Expect: 100-continue\r\nContent-Length: 60000\r\n\r\n";
    try (Socket socket = connect()) {
      socket.getOutputStream().write(asking.getBytes(StandardCharsets.ISO_8859_1));
      assertThat(statusLine(socket)).isEqualTo("HTTP/1.1 100 Continue");

      assertThat(answer(STATUS + "\r\n")).startsWith("HTTP/1.1 503 ").contains("\"UNAVAILABLE\"");
      assertThat(answer(STATUS.replace("person-token", "other-token") + "\r\n"))
          .startsWith("HTTP/1.1 200 ");
    }
  }

  private static String statusLine(Socket socket) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = socket.getInputStream().read();
        c >= 0 && c != '\r';
        c = socket.getInputStream().read()) {
      line.append((char) c);
    }
    return line.toString();
  }

  @Test
  void goesOnAfterClientsThatLeaveInTheMiddle() throws IOException {
    for (String begun :
        new String[] {"", "GET /v1", STATUS, SUBMIT + "Content-Length: 50\r\n\r\n{\"key\""}) {
      try (Socket socket = connect()) {
        socket.getOutputStream().write(begun.getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    assertServes();
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), served.port());
  }

  private void assertError(int status, String request) throws IOException {
    String shown = request.substring(0, Math.min(200, request.length()));
    String answer = answer(request);
    assertThat(answer).as(shown).startsWith("HTTP/1.1 " + status + " ");
    assertThat(answer)
        .as(shown)
        .contains("{\"error\":{\"code\":\"")
        .doesNotContain("\tat ", "Exception");
    assertServes();
  }

  private void assertServes() throws IOException {
    assertThat(answer(STATUS + "Connection: close\r\n\r\n")).startsWith("HTTP/1.1 200 ");
  }

  /// Nothing follows the request, so the server closes when it has answered.
  private String answer(String request) throws IOException {
    try (Socket socket = connect()) {
      try {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        socket.shutdownOutput();
      } catch (SocketException e) {
        // Refused before all of it was sent.
      }
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
