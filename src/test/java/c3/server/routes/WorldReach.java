package c3.server.routes;

import c3.model.AccountId;
import c3.model.AgentName;
import c3.model.Digest;
import c3.server.ServerWorld;
import c3.store.BlobStore;
import c3.store.IncomingUploads;
import c3.wire.AccountControl;
import c3.wire.AgentControl;
import c3.wire.ControlPlane;
import c3.wire.ProjectControl;
import c3.wire.UserControl;

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
  public AccountControl account(Principal.Person person) {
    return world.planes().account(person.account());
  }

  @Override
  public UserControl users(Principal.Person person) {
    return world.planes().users(person.account());
  }

  @Override
  public ProjectControl projects(Principal.Person person) {
    return world.planes().projects(person.account());
  }

  @Override
  public BlobStore blobs(Principal.Person person, Digest through) {
    return world.store().as(person.account(), through);
  }

  @Override
  public BlobStore blobs(Principal principal) {
    return switch (principal) {
      case Principal.Person(AccountId account) -> world.store().as(account);
      case Principal.Agent(AgentName name) -> world.agentStore(name);
    };
  }

  @Override
  public IncomingUploads uploads(Principal principal) {
    return switch (principal) {
      case Principal.Person(AccountId account) -> world.store().as(account);
      case Principal.Agent(AgentName name) -> world.agentStore(name);
    };
  }
}
