package c3.server;

import java.nio.file.Path;

/// What a server says of itself, whatever it is doing.
///
/// @param build the twelve hex digits of the program's jar
/// @param home where its files lie
/// @param store where the blobs lie
public record ServerIdentity(
    String version, String build, long pid, Path home, Path log, Path store) {}
