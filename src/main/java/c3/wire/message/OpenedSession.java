package c3.wire.message;

import c3.model.SessionId;
import java.nio.file.Path;
import java.util.Optional;

/// An open upload.
///
/// @param dropFolder where a client on the server's machine may link files, if that is offered; who
///   can read the nonce there is on that machine
public record OpenedSession(SessionId session, Optional<Path> dropFolder) {}
