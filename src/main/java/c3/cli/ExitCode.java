package c3.cli;

/// What a command's exit status says.
public final class ExitCode {
  /// Done.
  public static final int OK = 0;

  /// Not done, as said on stderr.
  public static final int FAILED = 1;

  /// Not understood: wrong options or arguments.
  public static final int USAGE = 2;

  /// Ended by Ctrl-C.
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
