package c3.model;

import java.io.IOException;
import java.util.Optional;

/// Something went wrong that a person should read about: one sentence that says what and where,
/// and, if something can be done, what to do next.
public class C3Exception extends IOException {
  private final ErrorCode code;
  private final Optional<String> hint;
  private Optional<String> field = Optional.empty();

  /// @param code the kind of thing that went wrong
  /// @param message what was tried, on what, in the person's words; one line
  /// @param hint what to do next, as a command where there is one
  public C3Exception(ErrorCode code, String message, Optional<String> hint) {
    super(message);
    this.code = code;
    this.hint = hint;
  }

  /// An error about which there is nothing to type.
  public C3Exception(ErrorCode code, String message) {
    this(code, message, Optional.empty());
  }

  /// The same with the cause kept for the log.
  public C3Exception causedBy(Throwable cause) {
    initCause(cause);
    return this;
  }

  /// The same about one field of `.c3`, such as `docker.image`, so that whoever has the file can
  /// say where it stands.
  public C3Exception about(String fieldName) {
    field = Optional.of(fieldName);
    return this;
  }

  public ErrorCode code() {
    return code;
  }

  public Optional<String> hint() {
    return hint;
  }

  /// The field of `.c3` that was refused.
  public Optional<String> field() {
    return field;
  }

  /// What was tried, on what; never absent.
  public String message() {
    String message = getMessage();
    return message == null ? code.name() : message;
  }
}
