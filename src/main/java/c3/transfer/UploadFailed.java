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

  public Optional<EntryPath> path() {
    return path;
  }
}
