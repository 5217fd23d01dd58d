package c3.wire;

import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;

/// What every control plane keeps is tried on a fresh server.
abstract class ControlContract {
  @AutoClose protected ControlWorld world;
  protected Jobs jobs;

  /// A fresh server.
  protected abstract ControlWorld world() throws IOException;

  @BeforeEach
  void begin() throws IOException {
    world = world();
    jobs = new Jobs(world);
  }
}
