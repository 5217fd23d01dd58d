package c3.transfer;

import c3.model.C3Exception;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import java.util.Optional;

/// A file could not be stored; the message names it and says why.
public final class UploadFailed extends C3Exception {
  private final Optional<EntryPath> path;

  /// @param path the file; absent when it was none of the files' fault
  /// @param why the reason, as the end of a sentence
  public UploadFailed(ErrorCode code, Optional<EntryPath> path, String why) {
    super(code, path.map(p -> p + ": " + why).orElse(why));
    this.path = path;
  }

  private UploadFailed(EntryPath path, C3Exception why) {
    super(why.code(), path + ": " + why.message(), why.hint());
    this.path = Optional.of(path);
    causedBy(why);
  }

  /// The same failure, named after the file that met it where that is what a person asks first: a
  /// store that could not take it, or took other bytes. Any other stays as it is.
  public static C3Exception naming(EntryPath path, C3Exception why) {
    if (why instanceof UploadFailed failed && failed.path.isPresent()) {
      return why;
    }
    return switch (why.code()) {
      case STORAGE_FULL, STORAGE_READ_ONLY, STORAGE_FAILED, CORRUPTED ->
          new UploadFailed(path, why);
      default -> why;
    };
  }

  public Optional<EntryPath> path() {
    return path;
  }
}
