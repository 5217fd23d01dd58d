package c3.cli.command;

import c3.model.ManifestSummary;
import c3.store.BlobStore;
import c3.wire.AccountControl;
import c3.wire.ControlPlane;
import c3.wire.ProjectControl;
import c3.wire.UserControl;
import c3.wire.retry.Retry;
import c3.wire.retry.RetryListener;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/// Reaches a server that is no server.
public record FakeConnector(ControlPlane control) implements Connector {
  @Override
  public Connection connect() throws IOException {
    return new Reached(control);
  }

  @Override
  public Connection connectIfRunning() throws IOException {
    return connect();
  }

  @Override
  public Connection connectHere() throws IOException {
    return connect();
  }

  @Override
  public Connection connectWith(Optional<URI> address, String key) throws IOException {
    return connect();
  }

  @Override
  public Optional<URI> elsewhere() {
    return Optional.empty();
  }

  private record Reached(ControlPlane control) implements Connection {
    @Override
    public AccountControl account() {
      throw new UnsupportedOperationException("there are no accounts here");
    }

    @Override
    public UserControl users() {
      throw new UnsupportedOperationException("there are no accounts here");
    }

    @Override
    public ProjectControl projects() {
      throw new UnsupportedOperationException("there are no members here");
    }

    @Override
    public BlobStore blobs(ManifestSummary through) {
      return blobs();
    }

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
