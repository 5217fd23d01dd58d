package c3.transfer.upload;

import c3.collect.Found;
import c3.model.Digest;
import java.util.Optional;

/// Something that a walk has found and that is to be stored.
///
/// @param known the digest of its bytes, when an earlier upload has read them and nobody seems to
///   have written since
record Candidate(Found found, Optional<Digest> known) {}
