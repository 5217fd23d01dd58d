package c3.transfer.upload;

import c3.collect.Found.Stamp;
import c3.model.Digest;
import c3.model.EntryPath;

/// A file that an earlier upload has read.
///
/// @param path its path in the manifest
/// @param stamp what it looked like
/// @param digest what its bytes were
record KnownFile(EntryPath path, Stamp stamp, Digest digest) {}
