package c3.cli.command;

import c3.model.C3Exception;
import c3.model.ErrorCode;
import java.util.Optional;

/// What was typed makes no sense, whatever the server says: the exit status is 2.
public final class WrongUsage extends C3Exception {
  private static final long serialVersionUID = 1;

  /// @param message what was typed and why it makes no sense; one line
  /// @param hint what to type instead
  public WrongUsage(String message, Optional<String> hint) {
    super(ErrorCode.INVALID, message, hint);
  }

  /// The same, with something to type instead.
  public WrongUsage(String message, String hint) {
    this(message, Optional.of(hint));
  }
}
