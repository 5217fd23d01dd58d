package c3.cli.local;

import c3.model.AccountId;
import c3.model.AgentName;
import c3.model.Digest;
import c3.server.AgentStore;
import c3.server.ControlPlanes;
import c3.server.routes.Principal;
import c3.server.routes.Reach;
import c3.store.BlobStore;
import c3.store.IncomingUploads;
import c3.store.content.ContentStore;
import c3.wire.AccountControl;
import c3.wire.AgentControl;
import c3.wire.ControlPlane;
import c3.wire.ProjectControl;
import c3.wire.UserControl;

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
  public AccountControl account(Principal.Person person) {
    return planes.account(person.account());
  }

  @Override
  public UserControl users(Principal.Person person) {
    return planes.users(person.account());
  }

  @Override
  public ProjectControl projects(Principal.Person person) {
    return planes.projects(person.account());
  }

  @Override
  public BlobStore blobs(Principal.Person person, Digest through) {
    return store.as(person.account(), through);
  }

  @Override
  public BlobStore blobs(Principal principal) {
    return switch (principal) {
      case Principal.Person(AccountId account) -> store.as(account);
      case Principal.Agent(AgentName name) -> new AgentStore(name, store);
    };
  }

  @Override
  public IncomingUploads uploads(Principal principal) {
    return switch (principal) {
      case Principal.Person(AccountId account) -> store.as(account);
      case Principal.Agent(AgentName name) -> new AgentStore(name, store);
    };
  }
}
