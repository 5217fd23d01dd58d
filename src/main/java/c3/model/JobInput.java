package c3.model;

/// A mount as resolved when the job was submitted, so that the job sees the same bytes whatever
/// becomes of the name.
///
/// @param reference the data path with `@latest` and the like replaced by what they meant
/// @param target where the script sees it: absolute, or relative to the workspace
/// @param manifest the manifest that holds it
/// @param below the part of the manifest that is mounted; the root for all of it
public record JobInput(
    String reference, String target, ManifestSummary manifest, EntryPath below) {}
