package c3.store.content;

import static org.assertj.core.api.Assertions.assertThat;

import c3.model.AccountId;
import c3.store.BlobStore;
import c3.store.BlobStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentStoreTest {
  @Nested
  class WithHandOver extends OnDisk {
    @Override
    StoreStage open(Path folder) throws IOException {
      return StoreStage.in(folder);
    }

    @Test
    void offersTheHandOver() throws IOException {
      assertThat(session("a").handOver()).isPresent();
    }
  }

  @Nested
  class WithoutHandOver extends OnDisk {
    @Override
    StoreStage open(Path folder) throws IOException {
      return StoreStage.withoutHandOver(folder);
    }

    @Test
    void offersNoHandOver() throws IOException {
      assertThat(session("a").handOver()).isEmpty();
    }
  }

  abstract static class OnDisk extends BlobStoreContract {
    @TempDir Path temporary;
    private StoreStage stage;

    abstract StoreStage open(Path folder) throws IOException;

    @BeforeEach
    void openStage() throws IOException {
      stage = open(temporary.resolve("home"));
    }

    @AfterEach
    void leavesACleanStore() throws IOException {
      try (StoreStage closing = stage) {
        closing.store().deleteDying();
        assertThat(closing.findings()).isEmpty();
      }
    }

    @Override
    protected BlobStore store() {
      return stage.store().as(AccountId.LOCAL);
    }

    @Override
    protected Path folder() throws IOException {
      return Files.createDirectories(temporary.resolve("client"));
    }
  }
}
