package c3.agent.script;

import c3.posix.FileNames;
import c3.posix.Pipe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/// Starts scripts, every one of them from the same platform thread: the kernel ends a script with
/// the thread that spawned it, so that thread lives as long as this runner, and an agent killed
/// with SIGKILL takes its scripts along.
///
/// What is spawned is a shell that
/// 1. leads a session of its own, so that Ctrl-C on the agent does not reach the job,
/// 2. is killed when the agent dies, and ends at once if the agent died before that was arranged,
/// 3. takes the pipe as its stdout and stderr, nothing as its stdin,
/// 4. enters what it is confined to, and
/// 5. becomes what the launch says, its arguments brought back to their bytes.
public final class ScriptRunner implements AutoCloseable {
  private static final String START =
      """
      exec </dev/null >"$2" 2>&1 || exit 125
      [ "$PPID" = "$1" ] || exit 125
      c3__doors="$3"
      shift 3
      c3__words=()
      for c3__word do
        printf -v c3__word %b "$c3__word"
        c3__words+=("$c3__word")
      done
      for c3__word in "${c3__words[@]:0:c3__doors}"; do
        printf '%s\\n' "$$" >"$c3__word" || exit 125
      done
      exec -- "${c3__words[@]:c3__doors}"
      """;

  private final Tools tools;
  private final ThreadFactory threads;
  private final Duration drainTime;
  private final ExecutorService spawner;
  private final Set<RunningScript> running = ConcurrentHashMap.newKeySet();

  /// @param tools where `setsid`, `setpriv` and `bash` are
  /// @param threads makes platform threads: one for this runner's life, three for each script
  /// @param drainTime how long output is still read after the job's last process that could be
  ///   found is gone; matters only if one could not
  public ScriptRunner(Tools tools, ThreadFactory threads, Duration drainTime) {
    this.tools = tools;
    this.threads = threads;
    this.drainTime = drainTime;
    this.spawner = Executors.newSingleThreadExecutor(this::platformThread);
  }

  private Thread platformThread(Runnable task) {
    Thread thread = threads.newThread(task);
    if (thread.isVirtual()) {
      throw new IllegalArgumentException(
          "a script spawned by a virtual thread dies with its carrier");
    }
    return thread;
  }

  /// Starts a script that is kept to nothing; see the other `start`.
  public RunningScript start(Launch launch, OutputSink sink)
      throws IOException, InterruptedException {
    return start(() -> launch, Confinement.NONE, sink);
  }

  /// Starts a script. Its output goes to the sink from a thread of its own until the end that
  /// [RunningScript#await] reports. Throws when the machine cannot start a process; that the
  /// sandbox could not be set up shows as [ScriptEnd.NotStarted].
  ///
  /// @param confinement ended with the script, or when this throws
  public RunningScript start(Launch.Source source, Confinement confinement, OutputSink sink)
      throws IOException, InterruptedException {
    try {
      return spawn(source.launch(), confinement, sink);
    } catch (IOException | InterruptedException | RuntimeException e) {
      confinement.end();
      throw e;
    }
  }

  private RunningScript spawn(Launch launch, Confinement confinement, OutputSink sink)
      throws IOException, InterruptedException {
    Pipe pipe = Pipe.open();
    try {
      Process process = spawn(arguments(launch, confinement, pipe.writer()), launch);
      RunningScript script =
          RunningScript.begin(
              process,
              new RunningScript.Started(launch, confinement),
              new OutputPump(pipe, sink, drainTime, threads),
              threads);
      running.removeIf(RunningScript::hasEnded);
      running.add(script);
      return script;
    } catch (IOException | InterruptedException | RuntimeException e) {
      pipe.close();
      throw e;
    }
  }

  private List<String> arguments(Launch launch, Confinement confinement, Path output)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    for (String step : List.of("setsid", "setpriv --pdeathsig KILL", "bash -p -c")) {
      List<String> parts = List.of(step.split(" "));
      arguments.add(tools.require(parts.getFirst()).toString());
      arguments.addAll(parts.subList(1, parts.size()));
    }
    arguments.addAll(List.of(START, "c3", Long.toString(ProcessHandle.current().pid())));
    arguments.add(new String(FileNames.bytes(output), StandardCharsets.US_ASCII));
    arguments.add(Integer.toString(confinement.doors().size()));
    confinement.doors().forEach(door -> arguments.add(Word.of(door).escaped()));
    launch.arguments().forEach(word -> arguments.add(word.escaped()));
    return arguments;
  }

  private Process spawn(List<String> arguments, Launch launch)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(arguments).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(launch.environment());
    try {
      return spawner.submit(builder::start).get();
    } catch (ExecutionException e) {
      throw new IOException("the machine could not start a process for the job", e.getCause());
    }
  }

  /// Kills every script that still runs, and ends the thread that they were spawned from. No script
  /// may be started meanwhile.
  @Override
  public void close() {
    // A script whose thread ends before the parent-death signal is arranged would live on.
    running.forEach(RunningScript::kill);
    spawner.shutdownNow();
  }
}
