package c3.wire.message;

/// Asks to delete what a data path names.
///
/// @param dryRun whether to only say what that would free
public record RemoveRequest(String path, boolean dryRun) {}
