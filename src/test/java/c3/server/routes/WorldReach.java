package c3.server.routes;

import c3.server.ServerWorld;
import c3.store.BlobStore;
import c3.store.IncomingUploads;
import c3.wire.AgentControl;
import c3.wire.ControlPlane;

/// Reaches a whole server.
public record WorldReach(ServerWorld world) implements Reach {
  @Override
  public ControlPlane people(Principal.Person person) {
    return world.planes().forAccount(person.account());
  }

  @Override
  public AgentControl agents(Principal.Agent agent) {
    return world.agent(agent.name());
  }

  @Override
  public BlobStore blobs(Principal principal) {
    return world.store().as(principal.account());
  }

  @Override
  public IncomingUploads uploads(Principal principal) {
    return world.store().as(principal.account());
  }
}
