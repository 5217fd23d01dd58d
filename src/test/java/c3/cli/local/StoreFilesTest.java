package c3.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.SettableClock;
import c3.cli.Environment;
import c3.model.C3Exception;
import c3.store.content.ContentStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFilesTest {
  @TempDir Path folder;

  private StoreFiles files() {
    return new StoreFiles(
        new Home(folder),
        new Environment(Map.of(), folder, new SettableClock(Instant.EPOCH), new Random(1)));
  }

  @Test
  void makesNoCatalogBesideAStoreThatHasLostIts() throws IOException {
    Files.createDirectories(folder.resolve("store/o"));

    assertThatThrownBy(() -> files().catalog())
        .isInstanceOf(C3Exception.class)
        .hasMessage(
            "%s/catalog.db is gone, but there are objects in %s/store".formatted(folder, folder));
    assertThat(folder.resolve("catalog.db")).doesNotExist();
  }

  @Test
  void keepsTheReserveWhereThereIsRoom() throws IOException {
    Path reserve = ContentStore.reserve(folder.resolve("store"));
    Files.createDirectories(reserve.getParent());
    Files.createFile(reserve);

    files().makeRoom();

    assertThat(reserve).exists();
  }
}
