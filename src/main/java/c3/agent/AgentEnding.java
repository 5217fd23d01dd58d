package c3.agent;

import java.io.InterruptedIOException;

/// What an interrupt becomes where only an `IOException` may be thrown: an agent's threads are
/// interrupted only because it is being ended.
final class AgentEnding {
  private AgentEnding() {}

  /// To be thrown; the thread stays interrupted.
  static InterruptedIOException noticed() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("the agent is being ended");
  }
}
