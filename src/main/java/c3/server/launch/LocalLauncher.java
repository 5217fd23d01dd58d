package c3.server.launch;

import c3.posix.ProcessLock;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/// Keeps one agent running on this machine. The agent holds its lock for as long as it lives, so
/// one that was started by an earlier server is found and left alone. It runs in a session of its
/// own: neither a Ctrl-C at the server nor the server's death reaches it or its jobs. One that dies
/// is started again, at longer and longer intervals while it keeps dying.
///
/// For one thread.
public final class LocalLauncher {
  private static final Logger LOG = System.getLogger(LocalLauncher.class.getName());
  private static final Duration PAUSE_MIN = Duration.ofSeconds(1);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(10);

  private final Program program;
  private final LongSupplier nanos;
  private Optional<Process> started = Optional.empty();
  private Optional<Long> heldSince = Optional.empty();
  private Duration pause = Duration.ZERO;
  private long startedNanos;

  /// What to keep running.
  ///
  /// @param lock what the agent holds while it lives
  /// @param log where its output is appended
  /// @param command program and arguments
  public record Program(Path lock, Path log, List<String> command) {
    public Program {
      command = List.copyOf(command);
    }
  }

  /// @param nanos such as `System::nanoTime`
  public LocalLauncher(Program program, LongSupplier nanos) {
    this.program = program;
    this.nanos = nanos;
  }

  /// Starts the agent if none is there and it is time to. Returns at once; called every second or
  /// so. Throws `IOException` when it cannot be started at all; the next call tries again, not too
  /// soon.
  public void tick() throws IOException {
    long now = nanos.getAsLong();
    if (ProcessLock.isHeld(program.lock())) {
      calmDown(now);
      return;
    }
    heldSince = Optional.empty();
    boolean starting = started.isPresent() && started.get().isAlive();
    boolean tooSoon = !pause.isZero() && now - startedNanos < pause.toNanos();
    if (starting || tooSoon) {
      return;
    }
    if (started.isPresent()) {
      LOG.log(
          Level.WARNING,
          "the agent has ended with {0}; starting it again, see {1}",
          started.get().exitValue(),
          program.log());
    }
    startedNanos = now;
    pause = longer(pause);
    started = Optional.of(start());
  }

  /// An agent that stays is a good one: the next may be started at once.
  private void calmDown(long now) {
    heldSince = heldSince.or(() -> Optional.of(now));
    if (now - heldSince.get() >= PAUSE_MAX.toNanos()) {
      pause = Duration.ZERO;
    }
  }

  private static Duration longer(Duration pause) {
    Duration doubled = pause.isZero() ? PAUSE_MIN : pause.multipliedBy(2);
    return doubled.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : doubled;
  }

  private Process start() throws IOException {
    List<String> command = new ArrayList<>();
    // The shell opens the log for appending and is gone: the agent keeps the shell's process id,
    // and
    // its end is seen here. A program that itself began with setsid would fork and be lost sight
    // of.
    command.addAll(List.of("setsid", "sh", "-c", "exec \"$@\" </dev/null >>\"$0\" 2>&1"));
    command.add(program.log().toString());
    command.addAll(program.command());
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.getOutputStream().close();
    LOG.log(Level.INFO, "started the agent, process " + process.pid());
    return process;
  }

  /// Asks the agent to end, whoever started it. For a server that ends on purpose, when no job is
  /// running.
  public void endAgent() throws IOException {
    OptionalLong holder = ProcessLock.holder(program.lock());
    if (holder.isPresent()) {
      ProcessHandle.of(holder.getAsLong()).ifPresent(ProcessHandle::destroy);
    } else {
      started.ifPresent(Process::destroy);
    }
  }
}
