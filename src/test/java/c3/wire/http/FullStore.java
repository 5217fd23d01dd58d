package c3.wire.http;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import c3.server.routes.Principal;
import c3.server.routes.Reach;
import c3.store.BlobStore;
import c3.store.DropFolder;
import c3.store.IncomingFile;
import c3.store.IncomingSession;
import c3.store.IncomingUploads;
import c3.store.UploadSession;
import c3.wire.AccountControl;
import c3.wire.AgentControl;
import c3.wire.ControlPlane;
import c3.wire.ProjectControl;
import c3.wire.UserControl;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// A store that says it is full once so many bytes of a bundle have come, or at once.
final class FullStore {
  private volatile long fullAfter = Long.MAX_VALUE;
  private volatile Optional<ErrorCode> folders = Optional.empty();

  void fullAfter(long bytes) {
    fullAfter = bytes;
  }

  /// From now on no folder for links can be had, and that is why.
  void refuseFolders(ErrorCode why) {
    folders = Optional.of(why);
  }

  /// The same as another, but full.
  Reach inFrontOf(Reach reach) {
    return new Reach() {
      @Override
      public ControlPlane people(Principal.Person person) {
        return reach.people(person);
      }

      @Override
      public AgentControl agents(Principal.Agent agent) {
        return reach.agents(agent);
      }

      @Override
      public AccountControl account(Principal.Person person) {
        return reach.account(person);
      }

      @Override
      public UserControl users(Principal.Person person) {
        return reach.users(person);
      }

      @Override
      public BlobStore blobs(Principal principal) {
        return reach.blobs(principal);
      }

      @Override
      public ProjectControl projects(Principal.Person person) {
        return reach.projects(person);
      }

      @Override
      public BlobStore blobs(Principal.Person person, Digest through) {
        return reach.blobs(person, through);
      }

      @Override
      public IncomingUploads uploads(Principal principal) {
        return id -> new FullSession(reach.uploads(principal).session(id));
      }
    };
  }

  private final class FullSession implements IncomingSession {
    private final IncomingSession session;

    FullSession(IncomingSession session) {
      this.session = session;
    }

    @Override
    public UploadSession session() {
      return session.session();
    }

    @Override
    public void receiveBundle(Digest sha256, InputStream bundle, long roomBytes)
        throws IOException {
      bundle.skip(fullAfter);
      throw new C3Exception(ErrorCode.STORAGE_FULL, "the store is full");
    }

    @Override
    public IncomingFile receiveFile(Digest expected, long sizeBytes) throws IOException {
      return session.receiveFile(expected, sizeBytes);
    }

    @Override
    public Optional<DropFolder> dropFolder() throws IOException {
      if (folders.isPresent()) {
        throw new C3Exception(folders.get(), "there is no folder");
      }
      return session.dropFolder();
    }
  }
}
