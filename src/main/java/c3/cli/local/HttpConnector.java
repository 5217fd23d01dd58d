package c3.cli.local;

import c3.cli.Environment;
import c3.cli.command.Connector;
import c3.cli.command.WaitingNote;
import c3.cli.terminal.Output;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.ManifestSummary;
import c3.store.BlobStore;
import c3.wire.ControlPlane;
import c3.wire.ProjectControl;
import c3.wire.UserControl;
import c3.wire.http.BulkHttp;
import c3.wire.http.Endpoint;
import c3.wire.http.EndpointSource;
import c3.wire.http.HttpAccountControl;
import c3.wire.http.HttpBlobStore;
import c3.wire.http.HttpControlPlane;
import c3.wire.http.HttpLimits;
import c3.wire.http.HttpProjectControl;
import c3.wire.http.Sharing;
import c3.wire.retry.Patience;
import c3.wire.retry.Retry;
import c3.wire.retry.RetryListener;
import c3.wire.retry.RetryingBlobStore;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Reaches the server that `C3_SERVER` names, or else the one that was last logged in to, or else
/// the one of this machine, which it starts where none runs. The key is `C3_API_KEY`, or else the
/// one that was stored for that server, or else, on this machine, its user's own.
public final class HttpConnector implements Connector {
  /// How long a transfer waits for a server that does not answer, since it may be restarting.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

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
    Optional<URI> elsewhere = elsewhere();
    return elsewhere.isPresent() ? remote(elsewhere.get()) : local(started(), localKey());
  }

  /// The server of this machine; says so when it was started.
  private ServerFile started() throws IOException {
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
    return running.file();
  }

  @Override
  public Connection connectIfRunning() throws IOException {
    Optional<URI> elsewhere = elsewhere();
    return elsewhere.isPresent() ? remote(elsewhere.get()) : local(running(), localKey());
  }

  @Override
  public Connection connectHere() throws IOException {
    return local(running(), machinesKey());
  }

  private ServerFile running() throws IOException {
    return server
        .running()
        .orElseThrow(() ->
            new C3Exception(
                ErrorCode.UNAVAILABLE,
                "no server runs on this machine",
                Optional.of("c3 server start")));
  }

  @Override
  public Connection connectWith(Optional<URI> address, String key) throws IOException {
    return address.isPresent() ? remote(address.get(), key) : local(started(), key);
  }

  @Override
  public Optional<URI> elsewhere() throws IOException {
    Optional<String> set = environment.variable("C3_SERVER");
    return set.isPresent()
        ? Optional.of(Logins.address(set.get(), "C3_SERVER"))
        : Logins.read(home.logins()).current();
  }

  private String localKey() throws IOException {
    Optional<String> key = key(Logins.HERE);
    return key.isPresent() ? key.get() : machinesKey();
  }

  private String machinesKey() throws IOException {
    return Tokens.read(home.tokens())
        .orElseThrow(
            () -> new C3Exception(ErrorCode.UNAUTHORIZED, "there is no key in " + home.tokens()))
        .user();
  }

  private Optional<String> key(String server) throws IOException {
    Optional<String> set = environment.variable("C3_API_KEY");
    return set.isPresent()
        ? Optional.of(Logins.typedKey(set.get(), "C3_API_KEY"))
        : Logins.read(home.logins()).key(server);
  }

  private Connection local(ServerFile file, String key) {
    URI first = file.url();
    EndpointSource endpoints =
        () -> new Endpoint(server.running().map(ServerFile::url).orElse(first), key, build.id());
    return new Http(
        endpoints, first.toString(), DiskSharing.of(environment), environment.random(), output);
  }

  private Connection remote(URI url) throws IOException {
    return remote(
        url,
        key(url.toString())
            .orElseThrow(() ->
                new C3Exception(
                    ErrorCode.UNAUTHORIZED,
                    "there is no key to show to " + url,
                    Optional.of("c3 login " + url + ", or set C3_API_KEY"))));
  }

  private Connection remote(URI url, String key) {
    Endpoint endpoint = new Endpoint(url, key, build.id());
    return new Http(() -> endpoint, url.toString(), Sharing.NONE, environment.random(), output);
  }

  /// One server over HTTP.
  private static final class Http implements Connection {
    private final EndpointSource endpoints;
    private final String address;
    private final Sharing sharing;
    private final RandomGenerator random;
    private Optional<BulkHttp> bulk = Optional.empty();

    private final Output output;

    Http(
        EndpointSource endpoints,
        String address,
        Sharing sharing,
        RandomGenerator random,
        Output output) {
      this.output = output;
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
    public HttpAccountControl account() {
      return new HttpAccountControl(endpoints, HttpLimits.STANDARD);
    }

    @Override
    public UserControl users() {
      return account();
    }

    @Override
    public ProjectControl projects() {
      return new HttpProjectControl(endpoints, HttpLimits.STANDARD);
    }

    @Override
    public BlobStore blobs(ManifestSummary through) {
      Retry patient = retry(new WaitingNote(output));
      return new RetryingBlobStore(
          new HttpBlobStore(bulk(), sharing, patient).through(through.digest()), patient);
    }

    @Override
    public BlobStore blobs() {
      return new HttpBlobStore(bulk(), sharing);
    }

    private BulkHttp bulk() {
      BulkHttp opened = bulk.orElseGet(() -> BulkHttp.forCommand(endpoints, HttpLimits.STANDARD));
      bulk = Optional.of(opened);
      return opened;
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
