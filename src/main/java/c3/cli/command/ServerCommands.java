package c3.cli.command;

import static c3.cli.command.GroupCommand.member;

import c3.cli.ExitCode;
import c3.cli.local.Home;
import c3.cli.local.LocalServer;
import c3.cli.local.ServerFile;
import c3.cli.terminal.Amounts;
import c3.cli.terminal.Output;
import c3.json.JsonObject;
import c3.json.JsonValue;
import c3.json.JsonValue.Nothing;
import c3.json.JsonValue.Whole;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.posix.ProcessEnd;
import c3.posix.ProcessLock;
import c3.wire.message.ServerStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 server start | stop | restart | status | run`: the server of this machine; and the users of
/// the server in use.
public final class ServerCommands {
  private static final String FORCE = "--force";
  private static final long FULL_BYTES = 64L << 20;
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);
  private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();

  private final LocalServer server;
  private final Home home;
  private final Command run;

  /// @param run what `c3 server run` does
  public ServerCommands(LocalServer server, Home home, Command run) {
    this.server = server;
    this.home = home;
    this.run = run;
  }

  /// The group.
  public Command group() {
    return new GroupCommand(
        () ->
            Options.command(
                "server",
                "Start, stop or look at the server of this machine, and say who may use it.",
                "c3 server status",
                "c3 server stop          refuses while jobs run",
                "c3 server restart       after an update"),
        List.of(
            member("start", Start::new),
            member("stop", Stop::new),
            member("restart", Restart::new),
            member("status", Status::new),
            member("run", () -> run),
            member("user", UserCommands::group),
            member("quota", BoundCommand::quota),
            member("concurrency", BoundCommand::concurrency)));
  }

  private final class Start implements Command {
    @Override
    public CommandSpec specification() {
      return Options.command(
              "start",
              "Start the server, if none runs.",
              "c3 server start",
              "C3_HOME=/data/c3 c3 server start",
              "c3 server start --json | jq -r .url")
          .addOption(Options.json());
    }

    @Override
    public int run(ParseResult arguments, Context context) throws IOException {
      LocalServer.Running running = server.ensure();
      if (Options.isGiven(arguments, Options.JSON)) {
        context.output().json(status(running.file(), context));
      } else {
        String how = running.startedHere() ? "started" : "runs already";
        context.output().result("server " + how + " at " + running.file().url());
      }
      return ExitCode.OK;
    }
  }

  private final class Stop implements Command {
    @Override
    public CommandSpec specification() {
      return Options.command(
              "stop",
              "End the server and its agent; refuses while jobs run.",
              "c3 server stop",
              "c3 squeue                 what runs",
              "c3 server stop --force    cancel what runs; what it wrote is kept")
          .addOption(Options.flag("Cancel what runs and wait until it is stored.", FORCE))
          .addOption(Options.json());
    }

    @Override
    public int run(ParseResult arguments, Context context) throws IOException {
      boolean stopped = stop(Options.isGiven(arguments, FORCE), context);
      if (Options.isGiven(arguments, Options.JSON)) {
        JsonObject.Builder json = JsonObject.with().put("was_running", stopped);
        context.output().json(json.put("home", home.root().toString()).build());
      } else {
        context.output().result(stopped ? "server stopped" : "no server runs");
      }
      return ExitCode.OK;
    }
  }

  private final class Restart implements Command {
    @Override
    public CommandSpec specification() {
      return Options.command(
              "restart",
              "End the server and start it again, on the build of this command.",
              "c3 server restart",
              "c3 server restart --force    cancel what runs; what it wrote is kept",
              "c3 server restart --json | jq -r .build")
          .addOption(Options.flag("Cancel what runs and wait until it is stored.", FORCE))
          .addOption(Options.json());
    }

    @Override
    public int run(ParseResult arguments, Context context) throws IOException {
      try {
        stop(Options.isGiven(arguments, FORCE), context);
      } catch (C3Exception e) {
        throw e.code() == ErrorCode.CONFLICT
            ? new C3Exception(e.code(), e.message(), Optional.of("c3 server restart --force"))
            : e;
      }
      LocalServer.Running running = server.ensure();
      if (Options.isGiven(arguments, Options.JSON)) {
        context.output().json(status(running.file(), context));
      } else {
        context.output().result("server started at " + running.file().url());
      }
      return ExitCode.OK;
    }
  }

  private final class Status implements Command {
    @Override
    public CommandSpec specification() {
      return Options.command(
              "status",
              "Show whether the server runs, and where its files lie.",
              "c3 server status",
              "C3_HOME=/data/c3 c3 server status",
              "c3 server status --json | jq -r .log")
          .addOption(Options.json());
    }

    @Override
    public int run(ParseResult arguments, Context context) throws IOException {
      Optional<ServerFile> running = server.running();
      boolean json = Options.isGiven(arguments, Options.JSON);
      if (running.isEmpty()) {
        if (json) {
          context.output().json(absent());
        } else {
          context.output().result("no server runs (its files would lie in " + home.root() + ")");
        }
        return ExitCode.FAILED;
      }
      JsonObject status = status(running.get(), context);
      if (json) {
        context.output().json(status);
      } else {
        show(status, context.output());
      }
      return ExitCode.OK;
    }
  }

  private static void show(JsonObject status, Output output) throws IOException {
    output.result("server " + status.text("url") + "   pid " + status.whole("pid"));
    output.result("  version " + status.text("version") + " (build " + status.text("build") + ")");
    output.result(
        "  jobs    "
            + status.whole("running_jobs")
            + " running, "
            + status.whole("pending_jobs")
            + " pending");
    output.result("  home    " + status.text("home"));
    output.result("  log     " + status.text("log"));
    output.result("  store   " + status.text("store"));
    status.optionalWhole("free_bytes").ifPresent(free -> output.result("  disk    " + disk(free)));
  }

  /// Below that, c3 gives up what it keeps in reserve.
  private static String disk(long freeBytes) {
    String free = Amounts.size(freeBytes) + " free";
    return freeBytes < FULL_BYTES
        ? free + ": it is nearly full; make room there, larger uploads are refused until then"
        : free;
  }

  /// The status of a server that does not run: what only a running one could say is null.
  private JsonObject absent() {
    JsonObject.Builder json = JsonObject.with().put("running", false);
    List.of("url", "pid", "version", "build").forEach(name -> json.put(name, new Nothing()));
    json.put("home", home.root().toString()).put("log", home.serverLog().toString());
    List.of("store", "free_bytes", "running_jobs", "pending_jobs")
        .forEach(name -> json.put(name, new Nothing()));
    return json.build();
  }

  private JsonObject status(ServerFile file, Context context) throws IOException {
    try (Connector.Connection connection = context.connector().connectHere()) {
      ServerStatus status = connection.control().status();
      // Its own user is the administrator, who is told.
      ServerStatus.Machine machine = status.machine().orElseThrow();
      JsonValue free = machine.freeBytes().<JsonValue>map(Whole::new).orElseGet(Nothing::new);
      return JsonObject.with()
          .put("running", true)
          .put("url", file.url().toString())
          .put("pid", machine.pid())
          .put("version", status.version())
          .put("build", status.build())
          .put("home", machine.home().toString())
          .put("log", machine.log().toString())
          .put("store", machine.store().toString())
          .put("free_bytes", free)
          .put("running_jobs", status.running())
          .put("pending_jobs", status.pending())
          .build();
    }
  }

  /// Ends the server; false when none runs. One of another build, or one that does not answer, is
  /// ended by a signal, which its jobs survive.
  private boolean stop(boolean force, Context context) throws IOException {
    OptionalLong holder = ProcessLock.holder(home.serverLock());
    if (holder.isEmpty()) {
      return false;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(holder.getAsLong());
    try (Connector.Connection connection = context.connector().connectHere()) {
      connection.control().stop(force);
    } catch (C3Exception e) {
      if (e.code() == ErrorCode.CONFLICT || !(force || e.code() == ErrorCode.BUILD_MISMATCH)) {
        throw e;
      }
      process.ifPresent(ProcessHandle::destroy);
    }
    long end = System.nanoTime() + STOP_PATIENCE.toNanos();
    while (ProcessLock.isHeld(home.serverLock())
        || process.filter(still -> !ProcessEnd.of(still)).isPresent()) {
      if (System.nanoTime() - end > 0) {
        throw new C3Exception(
            ErrorCode.UNAVAILABLE,
            "the server (pid " + holder.getAsLong() + ") does not end",
            Optional.of("less " + home.serverLog()));
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return true;
  }
}
