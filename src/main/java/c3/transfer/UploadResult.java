package c3.transfer;

import c3.model.ManifestSummary;
import c3.model.SessionId;

/// What an upload leaves to be committed.
///
/// @param session the session that holds every blob, the manifest's own among them
/// @param manifest what to commit
/// @param newBytes how many bytes of file contents were not in the store before
public record UploadResult(SessionId session, ManifestSummary manifest, long newBytes) {}
