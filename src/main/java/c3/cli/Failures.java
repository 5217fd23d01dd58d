package c3.cli;

import c3.cli.command.Context;
import c3.cli.command.WrongUsage;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/// Says what went wrong in one line, in the user's words, and with which exit status to end.
final class Failures {
  private static final int CAUSES_MAX = 10;

  private final Context context;
  private final boolean verbose;

  /// @param verbose whether to name the causes as well
  Failures(Context context, boolean verbose) {
    this.context = context;
    this.verbose = verbose;
  }

  /// What a command has thrown on purpose.
  int refused(C3Exception failure) {
    context.output().error(failure);
    if (failure.hint().isEmpty()) {
      elsewhere(failure.code()).ifPresent(hint -> context.output().note("  try: " + hint));
    }
    explain(failure);
    return failure instanceof WrongUsage ? ExitCode.USAGE : ExitCode.FAILED;
  }

  /// What to do where a variable led to a server that is not to be had.
  private Optional<String> elsewhere(ErrorCode code) {
    boolean set = context.environment().variable("C3_SERVER").isPresent();
    return code == ErrorCode.UNAVAILABLE && set
        ? Optional.of("check C3_SERVER, or unset it to use the server of this machine")
        : Optional.empty();
  }

  /// Reading or writing failed.
  int notDone(IOException failure) {
    String message = Optional.ofNullable(failure.getMessage()).orElse("reading or writing failed");
    context.output().error(failure instanceof FileSystemException file ? sentence(file) : message);
    explain(failure);
    return ExitCode.FAILED;
  }

  /// What the file system said, in words rather than in the name of a class.
  private static String sentence(FileSystemException failure) {
    String reason =
        switch (failure) {
          case NoSuchFileException absent -> "no such file or folder";
          case AccessDeniedException denied -> "permission denied";
          default -> Optional.ofNullable(failure.getReason()).orElse("the file system refused it");
        };
    return Optional.ofNullable(failure.getFile()).map(file -> file + ": " + reason).orElse(reason);
  }

  /// A defect of c3.
  ///
  /// @param log where it was written down in full, when that worked
  int defect(RuntimeException failure, Optional<String> log) {
    String what = Optional.ofNullable(failure.getMessage()).map(text -> ": " + text).orElse("");
    context.output().error("c3 went wrong, and this is a defect of it" + oneLine(what));
    log.ifPresent(file -> context.output().note("  try: less " + file));
    return ExitCode.FAILED;
  }

  private static String oneLine(String text) {
    return text.replace("\n", " ");
  }

  private void explain(Throwable failure) {
    int depth = 0;
    for (Throwable cause = failure.getCause();
        verbose && cause != null && depth < CAUSES_MAX;
        cause = cause.getCause()) {
      Optional<String> message = Optional.ofNullable(cause.getMessage());
      message.ifPresent(text -> context.output().note("  because: " + oneLine(text)));
      depth++;
    }
  }
}
