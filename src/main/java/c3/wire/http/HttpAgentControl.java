package c3.wire.http;

import c3.model.JobState;
import c3.model.Lease;
import c3.wire.AgentControl;
import c3.wire.message.FinishAnswer;
import c3.wire.message.FinishRequest;
import c3.wire.message.LeaseAnswer;
import c3.wire.message.LogAnswer;
import c3.wire.message.LogChunk;
import c3.wire.message.PollAnswer;
import c3.wire.message.PollRequest;
import java.io.IOException;

/// What an agent asks of a control plane over HTTP. Each call is one request; nothing is retried
/// here.
public final class HttpAgentControl implements AgentControl {
  /// @param http closed by whoever made it
  public HttpAgentControl(BulkHttp http) {}

  @Override
  public PollAnswer poll(PollRequest request) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public LeaseAnswer state(Lease lease, JobState state) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public LogAnswer log(Lease lease, LogChunk chunk) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public FinishAnswer finish(FinishRequest request) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public FinishAnswer attach(FinishRequest request) throws IOException {
    throw new UnsupportedOperationException();
  }
}
