package c3.wire.message;

import java.nio.file.Path;

/// What a server says of itself.
///
/// @param build the twelve hex digits of the program's jar; clients of another build are refused
/// @param home where its files lie
/// @param store where the blobs lie
/// @param running jobs that an agent holds
/// @param pending jobs that wait
public record ServerStatus(
    String version,
    String build,
    long pid,
    Path home,
    Path log,
    Path store,
    int running,
    int pending) {}
