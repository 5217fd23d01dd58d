package c3.wire.message;

/// How an append to a log went.
///
/// @param lease how the lease stands; the bytes were taken only when CURRENT or CANCEL
/// @param next the offset that the server wants next; send from there when it is not what was
///   expected
public record LogAnswer(LeaseAnswer lease, long next) {}
