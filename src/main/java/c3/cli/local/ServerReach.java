package c3.cli.local;

import c3.server.ControlPlanes;
import c3.server.routes.Principal;
import c3.server.routes.Reach;
import c3.store.BlobStore;
import c3.store.IncomingUploads;
import c3.store.content.ContentStore;
import c3.wire.AgentControl;
import c3.wire.ControlPlane;

/// What each principal reaches in this server: the rooms of its account.
record ServerReach(ControlPlanes planes, ContentStore store) implements Reach {
  @Override
  public ControlPlane people(Principal.Person person) {
    return planes.forAccount(person.account());
  }

  @Override
  public AgentControl agents(Principal.Agent agent) {
    return planes.forAgent(agent.name());
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
