package c3.server.routes;

import c3.model.Digest;
import c3.store.BlobStore;
import c3.store.IncomingUploads;
import c3.wire.AccountControl;
import c3.wire.AgentControl;
import c3.wire.ControlPlane;
import c3.wire.ProjectControl;
import c3.wire.UserControl;

/// What each principal reaches: the rooms that the routes answer from. Cheap, asked at each
/// request, safe for many threads.
public interface Reach {
  /// The control plane as a person's account sees it.
  ControlPlane people(Principal.Person person);

  /// The control plane as an agent sees it.
  AgentControl agents(Principal.Agent agent);

  /// What a person may ask about accounts.
  AccountControl account(Principal.Person person);

  /// What the administrator may ask about all of them.
  UserControl users(Principal.Person person);

  /// What a person may ask about projects and their members.
  ProjectControl projects(Principal.Person person);

  /// The blobs it may read, and the sessions it may open.
  BlobStore blobs(Principal principal);

  /// The blobs that a person may read, those among them that a shared manifest names.
  BlobStore blobs(Principal.Person person, Digest through);

  /// The open sessions it may send to.
  IncomingUploads uploads(Principal principal);
}
