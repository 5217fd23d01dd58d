package c3.agent.container;

import c3.agent.machine.Share;
import c3.agent.script.Confinement;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a job in a container is kept to. The container lives on when the program that started it is
/// killed, so it has a name by which it is ended, always, and by any agent.
///
/// @param share what the job has of the machine; the engine keeps the container to its bounds
public record ContainerConfinement(Engine engine, String name, Share share) implements Confinement {
  private static final Logger LOG = System.getLogger(ContainerConfinement.class.getName());

  @Override
  public List<Path> doors() {
    return List.of();
  }

  @Override
  public boolean isBounded() {
    return share.isBounded();
  }

  @Override
  public boolean isExceeded() {
    return share.isExceeded();
  }

  @Override
  public Optional<String> end() throws InterruptedException {
    if (!engine.remove(name)) {
      LOG.log(Level.WARNING, "the container {0} cannot be removed", name);
    }
    return share.end();
  }
}
