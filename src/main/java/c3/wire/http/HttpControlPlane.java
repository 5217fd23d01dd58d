package c3.wire.http;

import c3.model.Job;
import c3.model.JobId;
import c3.wire.ControlPlane;
import c3.wire.message.CommitAnswer;
import c3.wire.message.JobsRequest;
import c3.wire.message.ListRequest;
import c3.wire.message.Listing;
import c3.wire.message.Located;
import c3.wire.message.LogSlice;
import c3.wire.message.PublishRequest;
import c3.wire.message.ServerStatus;
import c3.wire.message.SubmitRequest;
import c3.wire.message.Usage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// A control plane over HTTP, for a command line: it uses `HttpURLConnection`, which starts in a
/// few milliseconds and needs no closing. Each call is one request; nothing is retried here.
public final class HttpControlPlane implements ControlPlane {
  /// @param endpoints where the server is, asked before each call
  public HttpControlPlane(EndpointSource endpoints, HttpLimits limits) {}

  @Override
  public CommitAnswer publish(PublishRequest request) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public Job submit(SubmitRequest request) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public Job find(String idOrPrefix) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Job> list(JobsRequest request) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public Job cancel(JobId id) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public Job recover(JobId id) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public LogSlice log(JobId id, long from, Duration patience) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public Listing list(ListRequest request) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public Located locate(String path) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public Usage usage(List<String> paths) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public Usage remove(String path, boolean dryRun) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public ServerStatus status() throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void stop(boolean force) throws IOException {
    throw new UnsupportedOperationException();
  }
}
