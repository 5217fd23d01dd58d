package c3.cli.command;

import c3.model.ManifestSummary;
import c3.store.BlobStore;
import c3.wire.AccountControl;
import c3.wire.ControlPlane;
import c3.wire.ProjectControl;
import c3.wire.UserControl;
import c3.wire.retry.Retry;
import c3.wire.retry.RetryListener;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/// Reaches the server that this person uses.
public interface Connector {
  /// Connects; starts a server on this machine, and says so, when none is configured and none runs.
  /// Throws `C3Exception` UNAVAILABLE, saying where and why, when there is none to be had.
  Connection connect() throws IOException;

  /// The same, but starts nothing: throws `C3Exception` UNAVAILABLE when no server runs.
  Connection connectIfRunning() throws IOException;

  /// Connects to the server of this machine as its own user, whoever else is logged in; starts
  /// nothing.
  Connection connectHere() throws IOException;

  /// Connects with this key, and no other.
  ///
  /// @param address a server elsewhere; absent: the one of this machine
  Connection connectWith(Optional<URI> address, String key) throws IOException;

  /// The server elsewhere that is used; absent: the one of this machine.
  Optional<URI> elsewhere() throws IOException;

  /// A server, reached. Nothing is sent before the first call.
  interface Connection extends Closeable {
    ControlPlane control();

    /// The account that the key opens.
    AccountControl account();

    /// All accounts, for the administrator.
    UserControl users();

    /// Projects and who works in them.
    ProjectControl projects();

    /// The bytes that are the caller's; opened at its first use, since most commands need none.
    BlobStore blobs() throws IOException;

    /// The bytes that a manifest names, which may be another's and shared with the caller. What is
    /// read of them waits, for as long as a person would, for a server that does not answer.
    BlobStore blobs(ManifestSummary through) throws IOException;

    /// Repeats calls while the server does not answer, for as long as a person would wait.
    ///
    /// @param listener hears of each wait
    Retry retry(RetryListener listener);

    /// Where the server answers, for messages.
    String address();

    @Override
    void close();
  }
}
