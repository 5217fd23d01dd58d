package c3.wire.message;

import c3.model.Digest;
import c3.model.SessionId;

/// Asks to commit a workspace's manifest; repeatable.
public record PublishRequest(SessionId session, Digest manifest) {}
