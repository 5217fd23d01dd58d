package c3.wire.message;

import java.nio.ByteBuffer;

/// A piece of a script's output on its way to the server.
///
/// @param at the offset of the first byte in what the script wrote
/// @param gap how many bytes before `at` were dropped by the agent's bound
/// @param bytes what the script wrote
public record LogChunk(long at, long gap, ByteBuffer bytes) {}
