package c3.wire.message;

/// What some data paths, or everything of an account, take up; all in bytes.
///
/// @param files regular files, all entries
/// @param logicalBytes the sum of their sizes
/// @param distinctBytes each distinct content once
/// @param uniqueBytes of these, what nothing else that is kept uses, so that deleting would free it
public record Usage(long files, long logicalBytes, long distinctBytes, long uniqueBytes) {}
