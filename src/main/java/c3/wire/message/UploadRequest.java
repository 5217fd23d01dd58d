package c3.wire.message;

import c3.model.Digest;

/// Begins to send a large blob in parts, or asks how far that has come.
public record UploadRequest(Digest digest, long sizeBytes) {}
