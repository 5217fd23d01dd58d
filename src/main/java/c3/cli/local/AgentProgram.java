package c3.cli.local;

import c3.agent.Agent;
import c3.agent.AgentSettings;
import c3.agent.machine.Cgroups;
import c3.agent.machine.GpuProbe;
import c3.agent.machine.MachineProbe;
import c3.agent.machine.NvidiaSmi;
import c3.agent.machine.SharedMachine;
import c3.agent.sandbox.BubblewrapSandbox;
import c3.agent.sandbox.NamespaceSandbox;
import c3.agent.sandbox.NoSandbox;
import c3.agent.sandbox.Sandbox;
import c3.agent.sandbox.SandboxProbe;
import c3.agent.script.ScriptRunner;
import c3.agent.script.Tools;
import c3.cli.Environment;
import c3.cli.command.Workloads;
import c3.model.AgentName;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.Limits;
import c3.posix.ProcessLock;
import c3.posix.TreeRemoval;
import c3.wire.http.BulkHttp;
import c3.wire.http.Endpoint;
import c3.wire.http.EndpointSource;
import c3.wire.http.HttpAgentControl;
import c3.wire.http.HttpBlobStore;
import c3.wire.http.HttpLimits;
import c3.wire.retry.Patience;
import c3.wire.retry.Retry;
import c3.wire.retry.RetryListener;
import c3.wire.retry.RetryingBlobStore;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Wires the agent of this machine and runs it until it is told to end.
public final class AgentProgram {
  private static final Logger LOG = System.getLogger(AgentProgram.class.getName());
  private static final Duration LOCK_PATIENCE = Duration.ofSeconds(1);
  private static final Duration PROBE_TIME = Duration.ofSeconds(10);
  private static final Duration DRAIN_TIME = Duration.ofSeconds(2);
  private static final int TRIES_MIN = 30;
  private static final String LOCAL = "local";

  private final Home home;
  private final LocalServer server;
  private final Build build;
  private final Environment environment;

  public AgentProgram(Home home, LocalServer server, Build build, Environment environment) {
    this.home = home;
    this.server = server;
    this.build = build;
    this.environment = environment;
  }

  /// Runs the agent. Throws `C3Exception` when one runs already.
  public void run() throws IOException, InterruptedException {
    home.prepared();
    Logs.to(home.agentLog());
    Limits limits = limits(environment);
    try (var _ =
            ProcessLock.take(home.agentLock(), LOCK_PATIENCE)
                .orElseThrow(
                    () -> new C3Exception(ErrorCode.CONFLICT, "an agent runs here already"));
        BulkHttp http = new BulkHttp(endpoints(), HttpLimits.STANDARD);
        ScriptRunner runner =
            new ScriptRunner(
                tools(), task -> Thread.ofPlatform().daemon().unstarted(task), DRAIN_TIME);
        Cgroups cgroups = Cgroups.open(Path.of("/"), home.cgroupName(), home.cgroups())) {
      LOG.log(
          Level.INFO,
          "agent {0}, build {1}, process {2}",
          LOCAL,
          build.id(),
          Long.toString(ProcessHandle.current().pid()));
      Agent agent =
          Agent.on(
              settings(limits),
              server(http, limits),
              new Agent.Machine(runner, sandbox(runner), machine(cgroups)),
              new Agent.Resources(
                  Workloads.threads(), new SystemPause(), environment.clock(), UUID::randomUUID));
      Thread main = Thread.currentThread();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(agent, main, cgroups)));
      agent.run();
    }
  }

  /// The process ends when this has: nothing waits for the main thread to close what it has opened.
  private static void end(Agent agent, Thread main, Cgroups cgroups) {
    agent.stop();
    main.interrupt();
    cgroups.close();
  }

  /// Throws `C3Exception` INVALID when a variable that says how an agent works is wrong.
  static void checkSettings(Environment environment) throws C3Exception {
    slots(environment);
    limits(environment);
  }

  private static Limits limits(Environment environment) throws C3Exception {
    Optional<String> patience = environment.variable("C3_UPLOAD_PATIENCE");
    if (patience.isEmpty()) {
      return Limits.STANDARD;
    }
    if (!patience.get().matches("[1-9][0-9]{0,8}")) {
      throw new C3Exception(
          ErrorCode.INVALID,
          "C3_UPLOAD_PATIENCE is no number of seconds: " + patience.get(),
          Optional.of("C3_UPLOAD_PATIENCE=900"));
    }
    return Limits.STANDARD.givingUpAfter(Duration.ofSeconds(Long.parseLong(patience.get())));
  }

  private Agent.Server server(BulkHttp http, Limits limits) {
    RetryListener quiet = (reason, time) -> LOG.log(Level.DEBUG, "waiting: {0}", reason.message());
    // Within one try of an upload, which must not take all of its patience.
    Duration blobs = limits.uploadPatience().dividedBy(TRIES_MIN);
    Retry retry = new Retry(Patience.of(blobs), new SystemPause(), environment.random(), quiet);
    return new Agent.Server(
        new HttpAgentControl(http),
        new RetryingBlobStore(new HttpBlobStore(http, DiskSharing.of(environment)), retry));
  }

  /// The server of this machine, looked for anew before each call, since it may have come back
  /// elsewhere.
  private EndpointSource endpoints() {
    ReplacedFile<Tokens> secrets = new ReplacedFile<>(home.tokens(), Tokens::read);
    return () -> {
      ServerFile file =
          server
              .running()
              .orElseThrow(() -> new C3Exception(ErrorCode.UNAVAILABLE, "no server runs"));
      Tokens tokens =
          secrets
              .read()
              .orElseThrow(() -> new C3Exception(ErrorCode.UNAUTHORIZED, "there is no token"));
      return new Endpoint(file.url(), tokens.agent(), build.id());
    };
  }

  private AgentSettings settings(Limits limits) throws C3Exception {
    return new AgentSettings(
        new AgentName(LOCAL), slots(environment), home.agent(), home.root(), usersOwn(), limits);
  }

  /// How many jobs run at once. Throws `C3Exception` INVALID when `C3_SLOTS` says no such number.
  static int slots(Environment environment) throws C3Exception {
    Optional<String> set = environment.variable("C3_SLOTS");
    if (set.isEmpty()) {
      return Runtime.getRuntime().availableProcessors();
    }
    if (!set.get().matches("[1-9][0-9]{0,2}")) {
      throw new C3Exception(
          ErrorCode.INVALID,
          "C3_SLOTS is not a number from 1 to 999: " + set.get(),
          Optional.of("C3_SLOTS=4"));
    }
    return Integer.parseInt(set.get());
  }

  /// The environment as the user had it, before the launcher made it fit for a JVM.
  private Map<String, String> usersOwn() {
    Map<String, String> own = new HashMap<>(environment.variables());
    Optional<String> locale = Optional.ofNullable(own.get("C3_USER_LC_ALL"));
    own.remove("LC_ALL");
    locale.filter(text -> !text.isEmpty()).ifPresent(text -> own.put("LC_ALL", text));
    own.keySet().removeIf(name -> name.startsWith("C3_"));
    return own;
  }

  private Tools tools() {
    return Tools.on("/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
  }

  private SharedMachine machine(Cgroups cgroups) throws IOException, InterruptedException {
    Path root = Path.of("/");
    GpuProbe gpus =
        new GpuProbe(
            root,
            new NvidiaSmi(tools().find("nvidia-smi"), PROBE_TIME),
            environment.variable("CUDA_VISIBLE_DEVICES"));
    SharedMachine machine =
        SharedMachine.of(
            new MachineProbe(root, Runtime.getRuntime().availableProcessors(), gpus), cgroups);
    LOG.log(Level.INFO, "machine: {0}", machine.hardware());
    return machine;
  }

  private Sandbox sandbox(ScriptRunner runner) throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory(home.temporary(), "probe-");
    boolean root = "root".equals(System.getProperty("user.name"));
    SandboxProbe.Choice choice =
        new SandboxProbe(runner, scratch, PROBE_TIME)
            .choose(
                List.of(new BubblewrapSandbox(tools()), new NamespaceSandbox(tools(), root)),
                new NoSandbox(tools()));
    choice.passedOver().forEach(why -> LOG.log(Level.INFO, "sandbox passed over: {0}", why));
    LOG.log(Level.INFO, "sandbox: {0}", choice.sandbox().name());
    TreeRemoval.remove(scratch);
    return choice.sandbox();
  }
}
