package c3.server.routes;

import c3.model.AccountId;
import c3.model.Digest;
import c3.store.BlobStore;
import c3.store.IncomingUploads;
import c3.store.RealStore;
import c3.wire.AccountControl;
import c3.wire.AgentControl;
import c3.wire.ControlPlane;
import c3.wire.ProjectControl;
import c3.wire.UserControl;

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
  public AccountControl account(Principal.Person person) {
    throw new UnsupportedOperationException("only blobs are tested here");
  }

  @Override
  public UserControl users(Principal.Person person) {
    throw new UnsupportedOperationException("only blobs are tested here");
  }

  @Override
  public ProjectControl projects(Principal.Person person) {
    throw new UnsupportedOperationException("only blobs are tested here");
  }

  @Override
  public BlobStore blobs(Principal.Person person, Digest through) {
    throw new UnsupportedOperationException("nothing is shared here");
  }

  /// There are no jobs here, so the agent is let into the local account.
  private static AccountId account(Principal principal) {
    return switch (principal) {
      case Principal.Person(AccountId account) -> account;
      case Principal.Agent agent -> AccountId.LOCAL;
    };
  }

  @Override
  public BlobStore blobs(Principal principal) {
    return store.as(account(principal));
  }

  @Override
  public IncomingUploads uploads(Principal principal) {
    return store.as(account(principal));
  }
}
