package c3.store.check;

import java.util.List;

/// Something that is wrong with a store.
///
/// @param what a sentence for a person: what is wrong, where, and what it means
/// @param lost whether something that somebody stored cannot be had any more
/// @param paths some of the files that are hit, as data paths; at most 10
/// @param morePaths how many more there are
public record Finding(Kind kind, String what, boolean lost, List<String> paths, long morePaths) {
  public Finding {
    paths = List.copyOf(paths);
  }

  /// What is wrong.
  public enum Kind {
    /// The catalog's own file.
    CATALOG,
    /// An object's file has another length than it should have, or is damaged where no blob lies.
    OBJECT,
    /// The disk does not give an object's file; its bytes may be right.
    UNREADABLE,
    /// Blobs of an object are not there, or their bytes are not what their names say.
    BLOB,
    /// A file of a manifest, or the manifest itself, cannot be had.
    FILE,
    /// A manifest's row and the manifest do not agree.
    MANIFEST,
    /// A file that no row knows.
    ORPHAN,
    /// An account is charged for another sum than what it keeps.
    QUOTA
  }

  /// One that hits no file.
  static Finding of(Kind kind, String what) {
    return new Finding(kind, what, false, List.of(), 0);
  }

  /// All of it in one line.
  public String text() {
    if (paths.isEmpty()) {
      return what;
    }
    String more = morePaths == 0 ? "" : " and " + morePaths + " more";
    return what + ": " + String.join(", ", paths) + more;
  }
}
