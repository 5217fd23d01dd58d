package c3.wire;

import c3.model.AgentName;
import c3.store.BlobStore;
import java.io.IOException;
import java.time.Duration;

/// A server that contracts are tried on: what one account's client reaches, and what one agent
/// reaches, in process or over a network.
public interface ControlWorld extends AutoCloseable {
  /// The agent's name.
  AgentName AGENT = new AgentName("local");

  /// The account's control plane.
  ControlPlane people();

  /// Another account's.
  ControlPlane strangers();

  /// The agent's control.
  AgentControl agent();

  /// The account's blobs.
  BlobStore blobs();

  /// The blobs that the agent reaches.
  BlobStore agentBlobs();

  /// Lets time go by for leases, and ends what has run out.
  void pass(Duration time) throws IOException;

  /// Whether the server was asked to end, and would have.
  boolean ended();

  @Override
  void close() throws IOException;
}
