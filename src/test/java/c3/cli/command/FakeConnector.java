package c3.cli.command;

import c3.store.BlobStore;
import c3.wire.ControlPlane;
import c3.wire.retry.Retry;
import c3.wire.retry.RetryListener;
import java.io.IOException;

/// Reaches a server that is no server.
record FakeConnector(ControlPlane control) implements Connector {
  @Override
  public Connection connect() throws IOException {
    return new Reached(control);
  }

  @Override
  public Connection connectIfRunning() throws IOException {
    return connect();
  }

  private record Reached(ControlPlane control) implements Connection {
    @Override
    public BlobStore blobs() {
      throw new UnsupportedOperationException("there are no bytes here");
    }

    @Override
    public Retry retry(RetryListener listener) {
      return Retry.never();
    }

    @Override
    public String address() {
      return "http://nowhere";
    }

    @Override
    public void close() {}
  }
}
