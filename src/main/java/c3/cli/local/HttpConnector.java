package c3.cli.local;

import c3.cli.Environment;
import c3.cli.command.Connector;
import c3.cli.terminal.Output;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.store.BlobStore;
import c3.wire.ControlPlane;
import c3.wire.ServerFile;
import c3.wire.http.BulkHttp;
import c3.wire.http.Endpoint;
import c3.wire.http.EndpointSource;
import c3.wire.http.HttpBlobStore;
import c3.wire.http.HttpControlPlane;
import c3.wire.http.HttpLimits;
import c3.wire.http.Sharing;
import c3.wire.retry.Patience;
import c3.wire.retry.Retry;
import c3.wire.retry.RetryListener;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Reaches the server that `C3_SERVER` names, or else the one of this machine, which it starts
/// where none runs.
public final class HttpConnector implements Connector {
  /// How long a transfer waits for a server that does not answer, since it may be restarting.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Set<String> SCHEMES = Set.of("http", "https");

  private final LocalServer server;
  private final Home home;
  private final Build build;
  private final Environment environment;
  private final Output output;

  public HttpConnector(
      LocalServer server, Home home, Build build, Environment environment, Output output) {
    this.server = server;
    this.home = home;
    this.build = build;
    this.environment = environment;
    this.output = output;
  }

  @Override
  public Connection connect() throws IOException {
    Optional<String> elsewhere = environment.variable("C3_SERVER");
    if (elsewhere.isPresent()) {
      return remote(elsewhere.get());
    }
    LocalServer.Running running = server.ensure();
    if (running.startedHere()) {
      Optional<String> userHome = Optional.ofNullable(System.getProperty("user.home"));
      output.note(
          "started a local server (data "
              + home.shown(home.root(), userHome)
              + ", log "
              + home.shown(home.serverLog(), userHome)
              + "; stop it with: c3 server stop)");
    }
    return local(running.file());
  }

  @Override
  public Connection connectIfRunning() throws IOException {
    Optional<String> elsewhere = environment.variable("C3_SERVER");
    if (elsewhere.isPresent()) {
      return remote(elsewhere.get());
    }
    return local(
        server
            .running()
            .orElseThrow(() ->
                new C3Exception(
                    ErrorCode.UNAVAILABLE,
                    "no server runs on this machine",
                    Optional.of("c3 server start"))));
  }

  private Connection local(ServerFile file) throws IOException {
    Tokens tokens =
        Tokens.read(home.tokens())
            .orElseThrow(() ->
                new C3Exception(ErrorCode.UNAUTHORIZED, "there is no key in " + home.tokens()));
    String token = environment.variable("C3_API_KEY").orElse(tokens.user());
    URI first = file.url();
    EndpointSource endpoints =
        () -> new Endpoint(server.running().map(ServerFile::url).orElse(first), token, build.id());
    return new Http(endpoints, first.toString(), Sharing.READ_ONLY, environment.random());
  }

  private static C3Exception noAddress(String address) {
    return new C3Exception(
        ErrorCode.INVALID,
        "C3_SERVER is not an address: " + address,
        Optional.of("C3_SERVER=http://host:7733"));
  }

  private Connection remote(String address) throws IOException {
    URI url;
    try {
      url =
          URI.create(address.endsWith("/") ? address.substring(0, address.length() - 1) : address);
    } catch (IllegalArgumentException e) {
      throw noAddress(address);
    }
    if (!SCHEMES.contains(String.valueOf(url.getScheme())) || url.getHost() == null) {
      throw noAddress(address);
    }
    String key =
        environment
            .variable("C3_API_KEY")
            .orElseThrow(() ->
                new C3Exception(
                    ErrorCode.UNAUTHORIZED,
                    "C3_SERVER is set, but there is no key to show to " + url,
                    Optional.of("set C3_API_KEY, or unset C3_SERVER to use this machine")));
    Endpoint endpoint = new Endpoint(url, key, build.id());
    return new Http(() -> endpoint, url.toString(), Sharing.NONE, environment.random());
  }

  /// One server over HTTP.
  private static final class Http implements Connection {
    private final EndpointSource endpoints;
    private final String address;
    private final Sharing sharing;
    private final RandomGenerator random;
    private Optional<BulkHttp> bulk = Optional.empty();

    Http(EndpointSource endpoints, String address, Sharing sharing, RandomGenerator random) {
      this.endpoints = endpoints;
      this.address = address;
      this.sharing = sharing;
      this.random = random;
    }

    @Override
    public ControlPlane control() {
      return new HttpControlPlane(endpoints, HttpLimits.STANDARD);
    }

    @Override
    public BlobStore blobs() {
      BulkHttp opened = bulk.orElseGet(() -> new BulkHttp(endpoints, HttpLimits.STANDARD));
      bulk = Optional.of(opened);
      return new HttpBlobStore(opened, sharing);
    }

    @Override
    public Retry retry(RetryListener listener) {
      return new Retry(Patience.of(PATIENCE), new SystemPause(), random, listener);
    }

    @Override
    public String address() {
      return address;
    }

    @Override
    public void close() {
      bulk.ifPresent(BulkHttp::close);
    }
  }
}
