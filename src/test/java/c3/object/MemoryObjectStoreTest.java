package c3.object;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class MemoryObjectStoreTest extends ObjectStoreContract {
  private final ObjectStore store = new MemoryObjectStore();

  @TempDir private Path folder;

  @Override
  protected ObjectStore store() {
    return store;
  }

  @Override
  protected Path draftFolder() {
    return folder;
  }
}
