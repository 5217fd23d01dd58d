package c3.wire.message;

import c3.model.Digest;
import c3.store.DropFolder.Drop;

/// Says that a bundle was linked into a session's drop folder.
///
/// @param nonce what the nonce file there says
/// @param sha256 the digest of the whole bundle
public record BundleDropRequest(String nonce, Drop drop, Digest sha256) {}
