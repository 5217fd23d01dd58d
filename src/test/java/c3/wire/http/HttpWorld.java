package c3.wire.http;

import c3.server.ServerWorld;
import c3.server.routes.HttpServerLimits;
import c3.server.routes.Served;
import c3.server.routes.WorldReach;
import c3.store.BlobStore;
import c3.wire.AgentControl;
import c3.wire.ControlPlane;
import c3.wire.ControlWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// A whole server behind HTTP: everything crosses a socket.
final class HttpWorld implements ControlWorld {
  private final ServerWorld world;
  private final Served served;
  private final BulkHttp personHttp;
  private final BulkHttp agentHttp;

  HttpWorld(Path folder) throws IOException {
    world = new ServerWorld(folder);
    served = new Served(new WorldReach(world), HttpServerLimits.STANDARD, Optional.empty());
    personHttp = new BulkHttp(served::person, HttpLimits.STANDARD);
    agentHttp = new BulkHttp(served::agent, HttpLimits.STANDARD);
  }

  /// What lies behind the sockets.
  ServerWorld server() {
    return world;
  }

  @Override
  public ControlPlane people() {
    return new HttpControlPlane(served::person, HttpLimits.STANDARD);
  }

  @Override
  public ControlPlane strangers() {
    return new HttpControlPlane(served::other, HttpLimits.STANDARD);
  }

  @Override
  public AgentControl agent() {
    return new HttpAgentControl(agentHttp);
  }

  @Override
  public BlobStore blobs() {
    return new HttpBlobStore(personHttp, Sharing.NONE);
  }

  @Override
  public BlobStore agentBlobs() {
    return new HttpBlobStore(agentHttp, Sharing.DISK);
  }

  @Override
  public void pass(Duration time) throws IOException {
    world.pass(time);
  }

  @Override
  public boolean ended() {
    return world.ended();
  }

  @Override
  public void close() throws IOException {
    personHttp.close();
    agentHttp.close();
    served.close();
    world.close();
  }
}
