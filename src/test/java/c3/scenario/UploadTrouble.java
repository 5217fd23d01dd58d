package c3.scenario;

import c3.cli.local.ServerFile;
import c3.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/// Makes trouble for the uploads of a person's jobs. Closing it ends what this person started and
/// takes back what was done to the machine.
final class UploadTrouble implements AutoCloseable {
  private static final String PATIENCE_SECONDS = "3";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Way way;
  private final Person person;
  private final Path store;
  private Optional<FlippingProxy> proxy = Optional.empty();
  private String tokens = "";

  /// A way in which storing can fail.
  enum Way {
    STORE_FULL("artifacts/large: no space left in |/.c3/store (needs 3.0 MB, "),
    STORE_READ_ONLY("artifacts/|/.c3/store cannot be written: its file system is read-only"),
    UNREADABLE("artifacts/a: it cannot be read: permission denied"),
    SERVER_GONE("no server runs"),
    WRONG_TOKEN("the server does not know this key (the agent's, in tokens.json"),
    CORRUPTED("artifacts/| is damaged");

    private final String says;

    /// @param says what people are told, in parts
    Way(String says) {
      this.says = says;
    }

    List<String> says() {
      return List.of(says.split("\\|"));
    }

    /// What a script does for it.
    String script() {
      return this == UNREADABLE ? "chmod 000 a" : "";
    }
  }

  /// @param person whose jobs they are
  UploadTrouble(Way way, Person person) {
    this.way = way;
    this.person = person;
    this.store = person.files().resolve("store");
  }

  private static void tool(String... command) throws IOException, InterruptedException {
    Ended ended = new Program(List.of(command), Path.of("/"), System.getenv()).run();
    if (ended.exitCode() != 0) {
      throw new IOException(String.join(" ", command) + ": " + ended);
    }
  }

  private boolean mounts() {
    return way == Way.STORE_FULL || way == Way.STORE_READ_ONLY;
  }

  /// Starts a server and an agent that soon gives up.
  void startServer() throws Exception {
    if (mounts()) {
      Files.createDirectories(store);
      tool(
          "mount",
          "-t",
          "tmpfs",
          "-o",
          way == Way.STORE_FULL ? "size=2m" : "size=64m",
          "tmpfs",
          store.toString());
    }
    Program c3 = person.c3().with("C3_UPLOAD_PATIENCE", PATIENCE_SECONDS).with("C3_SLOTS", "4");
    if (way == Way.UNREADABLE) {
      // Root reads any file, unless it is root without that power.
      c3 = c3.under("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all");
    }
    if (way == Way.CORRUPTED) {
      c3 = c3.with("C3_HANDOVER", "off");
    }
    Ended started = c3.run("server", "start");
    if (started.exitCode() != 0) {
      throw new IOException(started + person.serverLog());
    }
  }

  /// From here on nothing that a job left can be stored.
  void begin() throws Exception {
    switch (way) {
      case STORE_FULL, UNREADABLE -> {}
      case STORE_READ_ONLY -> tool("mount", "-o", "remount,ro", store.toString());
      case SERVER_GONE -> person.server().orElseThrow().destroyForcibly();
      case WRONG_TOKEN -> {
        tokens = Files.readString(tokensFile());
        String agents = Json.read(tokens).text("agent");
        Files.writeString(tokensFile(), tokens.replace(agents, agents + "x"));
      }
      case CORRUPTED -> {
        Path file = person.files().resolve("server.json");
        ServerFile server = ServerFile.read(file).orElseThrow();
        proxy = Optional.of(new FlippingProxy(server.url()));
        new ServerFile(proxy.get().url(), server.pid(), server.build(), server.started())
            .write(file);
      }
    }
  }

  private Path tokensFile() {
    return person.files().resolve("tokens.json");
  }

  /// Waits until the agent has given up the upload of a job.
  void awaitGivenUp(String job) {
    Path log = spool(job).resolve("log/0000000000000000000");
    Awaitility.await(job)
        .atMost(PATIENCE)
        .until(() -> Files.readString(log).contains("could not be stored"));
  }

  /// What the agent keeps of a job.
  Path spool(String job) {
    return person.files().resolve("agent/jobs").resolve(job);
  }

  /// Lets an agent that cannot reach its server say how it went.
  void letReport() throws Exception {
    if (way == Way.SERVER_GONE) {
      person.succeeds("server", "start");
    }
    if (way == Way.WRONG_TOKEN) {
      Files.writeString(tokensFile(), tokens);
    }
  }

  /// Ends the trouble.
  void mend() throws Exception {
    switch (way) {
      case SERVER_GONE, WRONG_TOKEN -> {}
      case STORE_FULL -> tool("mount", "-o", "remount,size=64m", store.toString());
      case STORE_READ_ONLY -> tool("mount", "-o", "remount,rw", store.toString());
      case UNREADABLE -> tool("chmod", "-R", "u+r", person.files().resolve("agent").toString());
      case CORRUPTED -> proxy.orElseThrow().mend();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      person.endServer();
      if (proxy.isPresent()) {
        proxy.get().close();
      }
      if (mounts()) {
        tool("umount", store.toString());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
