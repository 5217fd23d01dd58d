package c3.wire.message;

import c3.model.EntryPath;

/// Asks what lies at a data path.
///
/// @param path the data path as typed
/// @param recursive every entry below it instead of what lies directly there
/// @param after where to begin: behind this name; the root for the start
/// @param max how many items at most
public record ListRequest(String path, boolean recursive, EntryPath after, int max) {}
