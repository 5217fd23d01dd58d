package c3.cli.local;

import c3.catalog.Catalog;
import c3.catalog.KeyCatalog;
import c3.cli.Environment;
import c3.model.AccountId;
import c3.model.AgentName;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.JobId;
import c3.model.Limits;
import c3.posix.ProcessLock;
import c3.project.ProfilesFile;
import c3.server.ControlPlanes;
import c3.server.LocalDisk;
import c3.server.ServerIdentity;
import c3.server.accounts.KeyTokens;
import c3.server.launch.LocalLauncher;
import c3.server.routes.AccountRoutes;
import c3.server.routes.AgentRoutes;
import c3.server.routes.BlobRoutes;
import c3.server.routes.DataRoutes;
import c3.server.routes.FixedTokens;
import c3.server.routes.HttpServer;
import c3.server.routes.HttpServerLimits;
import c3.server.routes.JobRoutes;
import c3.server.routes.MachineProof;
import c3.server.routes.Principal;
import c3.server.routes.ProjectRoutes;
import c3.server.routes.RouteTable;
import c3.server.routes.ServerRoutes;
import c3.server.routes.SessionRoutes;
import c3.server.routes.UploadRoutes;
import c3.server.submit.Profiles;
import c3.store.content.ContentStore;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/// Wires the server of this machine and runs it until it is told to end.
///
/// 1. Take `server.lock`, which is held for life: from here on there is one server.
/// 2. Remove the last server's `server.json`, open the catalog and the store, listen.
/// 3. Write `server.json`: from here on clients come.
/// 4. Keep the agent running, end what agents left, tidy up, until somebody ends the server.
public final class ServerProgram {
  private static final Logger LOG = System.getLogger(ServerProgram.class.getName());
  private static final Duration LOCK_PATIENCE = Duration.ofSeconds(1);
  private static final Duration EXPIRED_GRACE = Duration.ofHours(1);
  private static final Duration AGENT_PATIENCE = Duration.ofSeconds(5);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);
  private static final int PORT = 7733;
  private static final String LOOPBACK = "127.0.0.1";

  private final Home home;
  private final Build build;
  private final Environment environment;
  private final CountDownLatch ended = new CountDownLatch(1);

  /// Everything is closed, and the process may go.
  private final CountDownLatch over = new CountDownLatch(1);

  public ServerProgram(Home home, Build build, Environment environment) {
    this.home = home;
    this.build = build;
    this.environment = environment;
  }

  /// Runs the server. Throws `C3Exception` when it cannot: another runs, the port is taken, the
  /// data are of another format, the folder cannot be written.
  public void run() throws IOException, InterruptedException {
    home.prepared();
    StoreFiles files = new StoreFiles(home, environment);
    files.makeRoom();
    if (keepsAnAgent()) {
      // Said here, where a person sees it: its agent would say so in a log, again and again.
      AgentProgram.checkSettings(environment);
    }
    LocalDisk.require(home.root());
    try (var _ =
        ProcessLock.take(home.serverLock(), LOCK_PATIENCE).orElseThrow(this::alreadyRuns)) {
      Logs.to(home.serverLog());
      LOG.log(Level.INFO, "server {0}, build {1}, process {2}", build.version(), build.id(), pid());
      Files.deleteIfExists(home.serverFile());
      try (Catalog catalog = files.catalog();
          ExecutorService hashing = files.hashingThreads()) {
        ContentStore store = ContentStore.open(files.parts(catalog, hashing));
        ControlPlanes planes = planes(catalog, store);
        try (HttpServer http = listen(routes(planes, store), catalog.keys())) {
          serve(planes, store, http);
        } finally {
          Files.deleteIfExists(home.serverFile());
        }
      }
    } finally {
      over.countDown();
    }
  }

  private static String pid() {
    return Long.toString(ProcessHandle.current().pid());
  }

  private C3Exception alreadyRuns() {
    return new C3Exception(
        ErrorCode.CONFLICT,
        "a server runs already on " + home.root(),
        Optional.of("c3 server status"));
  }

  private ControlPlanes planes(Catalog catalog, ContentStore store) {
    ServerIdentity identity =
        new ServerIdentity(
            build.version(),
            build.id(),
            ProcessHandle.current().pid(),
            home.root(),
            home.serverLog(),
            home.store());
    return new ControlPlanes(
        catalog,
        ControlPlanes.Content.of(store, home.jobLogs()),
        new ControlPlanes.Timing(
            environment.clock(),
            System::nanoTime,
            () -> JobId.create(environment.clock().instant(), environment.random()),
            Limits.STANDARD),
        new ControlPlanes.Self(identity, offer(), ended::countDown));
  }

  private Profiles.Offer offer() {
    return new Profiles.Offer(
        new ProfilesFile(home.profiles())::read, keepsAnAgent() ? AGENT_PATIENCE : Duration.ZERO);
  }

  private boolean keepsAnAgent() {
    return environment.variable("C3_AGENT").filter("off"::equals).isEmpty();
  }

  private RouteTable routes(ControlPlanes planes, ContentStore store) throws IOException {
    HttpServerLimits limits = HttpServerLimits.STANDARD;
    ServerReach reach = new ServerReach(planes, store);
    return new RouteTable(
        List.of(
            new JobRoutes(reach, limits),
            new AgentRoutes(reach, limits),
            new SessionRoutes(reach, limits),
            new UploadRoutes(reach, limits),
            new BlobRoutes(
                reach, limits, Optional.of(MachineProof.write(home.root(), environment.random()))),
            new DataRoutes(reach, limits),
            new AccountRoutes(reach, limits),
            new ProjectRoutes(reach, limits),
            new ServerRoutes(reach, limits)));
  }

  /// A port set by hand must be free; otherwise the last one is tried, then the usual one, then
  /// any.
  private HttpServer listen(RouteTable routes, KeyCatalog keys) throws IOException {
    Tokens secrets = Tokens.readOrCreate(home.tokens(), environment.random());
    FixedTokens machine =
        new FixedTokens(
            Map.of(
                secrets.user(), new Principal.Person(AccountId.LOCAL),
                secrets.agent(), new Principal.Agent(new AgentName("local"))));
    KeyTokens tokens = new KeyTokens(machine, keys, environment.clock());
    Optional<String> wanted = environment.variable("C3_PORT");
    if (wanted.isPresent()) {
      return listenAt(port(wanted.get()), routes, tokens)
          .orElseThrow(() ->
              new C3Exception(
                  ErrorCode.CONFLICT,
                  "port " + wanted.get() + " is taken (C3_PORT)",
                  Optional.of("set C3_PORT to another, or unset it")));
    }
    for (int port : new LinkedHashSet<>(List.of(lastPort(), PORT, 0))) {
      Optional<HttpServer> http = listenAt(port, routes, tokens);
      if (http.isPresent()) {
        return http.get();
      }
      LOG.log(Level.INFO, "port {0} is taken; trying another", Integer.toString(port));
    }
    throw new C3Exception(ErrorCode.CONFLICT, "no port is free on " + LOOPBACK);
  }

  private static int port(String text) throws C3Exception {
    if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65_535) {
      return Integer.parseInt(text);
    }
    throw new C3Exception(
        ErrorCode.INVALID, "C3_PORT is not a port: " + text, Optional.of("C3_PORT=7733"));
  }

  private Optional<HttpServer> listenAt(int port, RouteTable routes, KeyTokens tokens)
      throws IOException {
    InetSocketAddress address = InetSocketAddress.createUnresolved(LOOPBACK, port);
    try {
      return Optional.of(
          new HttpServer(
              new HttpServer.Config(address, build.id(), HttpServerLimits.STANDARD),
              routes,
              tokens,
              environment.random()));
    } catch (BindException e) {
      return Optional.empty();
    }
  }

  /// Where it cannot be read, the usual port will do.
  private int lastPort() {
    try {
      return port(Files.readString(home.serverPort()).strip());
    } catch (IOException e) {
      return PORT;
    }
  }

  private void serve(ControlPlanes planes, ContentStore store, HttpServer http)
      throws IOException, InterruptedException {
    Optional<LocalLauncher> launcher = keepsAnAgent() ? Optional.of(launcher()) : Optional.empty();
    Runtime.getRuntime().addShutdownHook(new Thread(this::endAndWait));
    PrivateFile.write(home.serverPort(), http.port() + "\n");
    new ServerFile(
            URI.create("http://" + LOOPBACK + ":" + http.port()),
            ProcessHandle.current().pid(),
            build.id(),
            environment.clock().instant())
        .write(home.serverFile());
    LOG.log(Level.INFO, "listening at {0}:{1}", LOOPBACK, Integer.toString(http.port()));
    Chores chores = new Chores();
    launcher.ifPresent(local -> chores.every(Duration.ofSeconds(1), local::tick));
    chores.every(Limits.STANDARD.leaseTime().dividedBy(6), planes.leaseWatch()::tick);
    chores.every(Duration.ofSeconds(5), planes.waitWatch()::tick);
    chores.every(Duration.ofMinutes(10), () -> store.tidy(EXPIRED_GRACE));
    try (chores) {
      ended.await();
    }
    // The agent ends with the server, unless a signal ended the server while a script runs.
    if (launcher.isPresent() && !planes.isBusy()) {
      launcher.get().endAgent();
    }
    LOG.log(Level.INFO, "ending");
    planes.close();
  }

  private LocalLauncher launcher() {
    Path log = home.agentLog();
    return new LocalLauncher(
        new LocalLauncher.Program(home.agentLock(), log, build.program().command("agent")),
        System::nanoTime);
  }

  /// A signal ends the server in order: what it has answered is durable in any case.
  private void endAndWait() {
    ended.countDown();
    try {
      boolean closed = over.await(CLOSE_PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
      LOG.log(Level.DEBUG, "closed in order: {0}", closed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
