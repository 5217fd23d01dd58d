package c3.server.routes;

import c3.store.BlobStore;
import c3.store.IncomingUploads;
import c3.wire.AgentControl;
import c3.wire.ControlPlane;

/// Reaches a real store, and no control plane.
public record StoreReach(RealStore store) implements Reach {
  @Override
  public ControlPlane people(Principal.Person person) {
    throw new UnsupportedOperationException("only blobs are tested here");
  }

  @Override
  public AgentControl agents(Principal.Agent agent) {
    throw new UnsupportedOperationException("only blobs are tested here");
  }

  @Override
  public BlobStore blobs(Principal principal) {
    return store.as(principal.account());
  }

  @Override
  public IncomingUploads uploads(Principal principal) {
    return store.as(principal.account());
  }
}
