package c3.wire.message;

import java.util.List;

/// What some data paths, or everything of an account, take up; all in bytes.
///
/// @param files regular files, all entries
/// @param logicalBytes the sum of their sizes
/// @param distinctBytes each distinct content once
/// @param uniqueBytes of these, what nothing else that is kept uses, so that deleting would end its
///   charge
/// @param sharedWith data paths of some that use the rest too, the newest first
public record Usage(
    long files, long logicalBytes, long distinctBytes, long uniqueBytes, List<String> sharedWith) {
  /// Of what is not there.
  public static final Usage NOTHING = new Usage(0, 0, 0, 0, List.of());

  public Usage {
    sharedWith = List.copyOf(sharedWith);
  }
}
