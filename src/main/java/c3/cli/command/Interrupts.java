package c3.cli.command;

import c3.cli.ExitCode;
import c3.cli.terminal.Output;
import c3.model.JobId;
import java.util.List;

/// Ctrl-C while following or transferring: says in what state things are and how to go on, then
/// leaves at once. In force until it is closed.
public final class Interrupts implements AutoCloseable {
  private final Thread hook;

  private Interrupts(Thread hook) {
    this.hook = hook;
  }

  /// While a job is followed: it goes on.
  static Interrupts following(Output output, JobId job) {
    return saying(
        output,
        "stopped following; " + job + " goes on",
        "  follow  c3 logs -f " + job,
        "  end it  c3 cancel " + job);
  }

  /// From now on Ctrl-C says this and ends the program with 130.
  public static Interrupts saying(Output output, String... lines) {
    Thread hook =
        new Thread(() -> {
          output.note("");
          List.of(lines).forEach(output::note);
          Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
        });
    Runtime.getRuntime().addShutdownHook(hook);
    return new Interrupts(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program is ending: the hook says so itself.
    }
  }
}
