package c3.cli.command;

import c3.cli.ExitCode;
import c3.cli.terminal.Output;
import c3.model.JobId;

/// Ctrl-C while following: says in what state things are and how to go on, then leaves at once. In
/// force until it is closed.
final class Interrupts implements AutoCloseable {
  private final Thread hook;

  private Interrupts(Thread hook) {
    this.hook = hook;
  }

  /// From now on Ctrl-C says this and ends the program with 130.
  static Interrupts saying(Output output, JobId job) {
    Thread hook =
        new Thread(() -> {
          output.note("");
          output.note("stopped following; " + job + " goes on");
          output.note("  follow  c3 logs -f " + job);
          output.note("  end it  c3 cancel " + job);
          output.err().flush();
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
