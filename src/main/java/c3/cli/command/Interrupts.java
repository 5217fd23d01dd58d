package c3.cli.command;

import c3.cli.ExitCode;
import c3.cli.terminal.Output;
import c3.cli.terminal.ProgressLine;
import c3.model.JobId;
import java.io.IOException;
import java.util.List;

/// Ctrl-C while following or transferring: says in what state things are and how to go on, then
/// leaves at once. In force until it is closed.
public final class Interrupts implements AutoCloseable {
  private static final int REMOVALS_MAX = 20;

  private final Runnable quieting;
  private final Output output;
  private final List<String> lines;
  private final Thread hook;

  /// @param quieting ends what else would go on saying things
  private Interrupts(Runnable quieting, Runnable tidying, Output output, String... lines) {
    this.quieting = quieting;
    this.output = output;
    this.lines = List.of(lines);
    hook =
        new Thread(() -> {
          tell();
          tidying.run();
          Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
        });
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// What is said after Ctrl-C.
  void tell() {
    quieting.run();
    output.note("");
    lines.forEach(output::note);
  }

  /// While a job is followed: it goes on.
  static Interrupts following(FollowNotes notes, Output output, JobId job) {
    return new Interrupts(
        notes::close,
        () -> {},
        output,
        "stopped following; " + job + " goes on",
        "  follow  c3 logs -f " + job,
        "  end it  c3 cancel " + job);
  }

  /// From now on Ctrl-C says this and ends the program with 130.
  public static Interrupts saying(Output output, String... lines) {
    return new Interrupts(() -> {}, () -> {}, output, lines);
  }

  /// The same during a transfer, whose progress is taken away first.
  static Interrupts saying(ProgressLine progress, Output output, String... lines) {
    return new Interrupts(progress::close, () -> {}, output, lines);
  }

  /// The same, and removes a folder that only this transfer needs.
  static Interrupts removing(
      UploadFolder folder, ProgressLine progress, Output output, String... lines) {
    return new Interrupts(progress::close, () -> remove(folder), output, lines);
  }

  private static void remove(UploadFolder folder) {
    for (int i = 0; i < REMOVALS_MAX; i++) {
      try {
        folder.close();
        return;
      } catch (IOException e) {
        // The transfer goes on meanwhile, and has put something there.
      }
    }
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
