package c3.server;

import c3.wire.AgentControlContract;
import c3.wire.ControlPlaneContract;
import c3.wire.ControlWorld;
import c3.wire.DatasetControlContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/// The control planes in one process keep what every control plane keeps.
class CatalogControlTest {
  @TempDir Path folder;

  @Nested
  class People extends ControlPlaneContract {
    @Override
    protected ControlWorld world() throws IOException {
      return new ServerWorld(folder);
    }
  }

  @Nested
  class Datasets extends DatasetControlContract {
    @Override
    protected ControlWorld world() throws IOException {
      return new ServerWorld(folder);
    }
  }

  @Nested
  class Agents extends AgentControlContract {
    @Override
    protected ControlWorld world() throws IOException {
      return new ServerWorld(folder);
    }
  }
}
