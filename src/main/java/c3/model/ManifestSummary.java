package c3.model;

/// A manifest without its entries.
///
/// @param digest the digest of the manifest itself, a blob like any other
/// @param files how many regular files it lists
/// @param bytes the sum of their sizes, identical content counted each time
public record ManifestSummary(Digest digest, long files, long bytes) {}
