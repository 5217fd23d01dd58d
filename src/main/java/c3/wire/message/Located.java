package c3.wire.message;

import c3.model.EntryPath;
import c3.model.ManifestSummary;

/// The manifest behind a data path.
///
/// @param path the path as resolved
/// @param manifest the manifest it leads into
/// @param below the part of it that the path means; the root for all of it
public record Located(String path, ManifestSummary manifest, EntryPath below) {}
