package c3.store.check;

/// Something that is wrong with a store.
///
/// @param what a sentence for a person: what is wrong, where, and what it means
/// @param lost whether something that somebody stored cannot be had any more
public record Finding(Kind kind, String what, boolean lost) {
  /// What is wrong.
  public enum Kind {
    /// An object's file is not there or has another length.
    OBJECT,
    /// The list at the end of a bundle cannot be read.
    DIRECTORY,
    /// A blob does not lie where its row says, or its bytes are not what its name says.
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
}
