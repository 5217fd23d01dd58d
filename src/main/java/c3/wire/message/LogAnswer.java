package c3.wire.message;

/// How an append to a log went.
///
/// @param lease how the lease stands; the bytes were taken unless it is STALE: what a script
///   printed before its job was given up is worth reading too
/// @param next the offset that the server wants next; send from there when it is not what was
///   expected
public record LogAnswer(LeaseAnswer lease, long next) {}
