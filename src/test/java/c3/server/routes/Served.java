package c3.server.routes;

import c3.model.AccountId;
import c3.model.AgentName;
import c3.wire.http.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// A server on this machine, for tests: two people of two accounts, and an agent.
public final class Served implements AutoCloseable {
  public static final String BUILD = "0123456789ab";
  public static final AgentName AGENT = new AgentName("local");
  public static final AgentName OTHER_AGENT = new AgentName("other");
  public static final AccountId OTHER = new AccountId(2);

  private static final Map<String, Principal> TOKENS =
      Map.of(
          "person-token",
          new Principal.Person(AccountId.LOCAL),
          "other-token",
          new Principal.Person(OTHER),
          "agent-token",
          new Principal.Agent(AGENT),
          "other-agent-token",
          new Principal.Agent(OTHER_AGENT));

  private final Reach reach;
  private final HttpServerLimits limits;
  private Optional<MachineProof> proof;
  private HttpServer server;

  public Served(Reach reach, HttpServerLimits limits, Optional<MachineProof> proof)
      throws IOException {
    this.reach = reach;
    this.limits = limits;
    this.proof = proof;
    this.server = start();
  }

  private HttpServer start() throws IOException {
    RouteTable routes =
        new RouteTable(
            List.of(
                new ServerRoutes(reach, limits),
                new JobRoutes(reach, limits),
                new AgentRoutes(reach, limits),
                new DataRoutes(reach, limits),
                new AccountRoutes(reach, limits),
                new ProjectRoutes(reach, limits),
                new SessionRoutes(reach, limits),
                new UploadRoutes(reach, limits),
                new BlobRoutes(reach, limits, proof)));
    return new HttpServer(
        new HttpServer.Config(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BUILD, limits),
        routes,
        new FixedTokens(TOKENS),
        new Random(1));
  }

  /// Ends the server and starts it at another port; what it answers from stays, and its proof of
  /// the machine is another.
  public void restart() throws IOException {
    server.close();
    if (proof.isPresent()) {
      proof =
          Optional.of(
              MachineProof.write(proof.get().file().resolveSibling(""), new SecureRandom()));
    }
    server = start();
  }

  public int port() {
    return server.port();
  }

  public Endpoint endpoint(String token) {
    return new Endpoint(URI.create("http://127.0.0.1:" + server.port()), token, BUILD);
  }

  public Endpoint person() {
    return endpoint("person-token");
  }

  public Endpoint other() {
    return endpoint("other-token");
  }

  public Endpoint agent() {
    return endpoint("agent-token");
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
