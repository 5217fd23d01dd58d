package c3.store.format;

import c3.model.ManifestSummary;

/// A finished manifest.
///
/// @param summary its digest and what it lists
/// @param sizeBytes the length of the manifest itself
public record SealedManifest(ManifestSummary summary, long sizeBytes) {}
