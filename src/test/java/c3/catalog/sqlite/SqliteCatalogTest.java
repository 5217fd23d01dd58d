package c3.catalog.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import c3.catalog.AccountCatalogContract;
import c3.catalog.BlobCatalogContract;
import c3.catalog.CatalogModelContract;
import c3.catalog.DatasetCatalogContract;
import c3.catalog.JobCatalogContract;
import c3.catalog.ManifestCatalog.Commit;
import c3.catalog.ManifestCatalog.CommitResult;
import c3.catalog.ManifestCatalog.CommitResult.Done;
import c3.catalog.ManifestCatalog.CommitResult.Lost;
import c3.catalog.ManifestCatalog.Lookup;
import c3.catalog.ManifestCatalogContract;
import c3.catalog.ProjectCatalogContract;
import c3.catalog.PublicationContract;
import c3.catalog.RemovalContract;
import c3.catalog.SessionCatalogContract;
import c3.catalog.Stage;
import c3.model.AccountId;
import c3.model.Digest;
import c3.model.ManifestKind;
import c3.model.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The catalog in a SQLite file keeps what every catalog keeps.
class SqliteCatalogTest {
  @TempDir Path folder;

  @Test
  void commitsWhatWasPutBeforeItWasOpened() throws IOException {
    SessionId session;
    try (Stage before = SqliteStage.in(folder)) {
      session = before.session("one");
      before.put(session, 1, 2);
    }
    try (Stage stage = SqliteStage.in(folder)) {
      stage.put(session, 3, -1);
      List<Long> sizes = new ArrayList<>();
      List<Digest> asked = new ArrayList<>(Stage.blobs(3, 1, 7, 2, 1));
      asked.add(Digest.EMPTY);

      assertThat(commit(stage, session, asked, sizes)).isEqualTo(new Lost(Stage.blobs(7)));
      asked.remove(Stage.blob(7));
      assertThat(commit(stage, session, asked, new ArrayList<>())).isInstanceOf(Done.class);

      assertThat(sizes)
          .containsExactly(
              Stage.size(3), Stage.size(1), Lookup.UNKNOWN_BYTES, Stage.size(2), Stage.size(1), 0L);
      assertThat(stage.catalog().manifests().chargedBytes(AccountId.LOCAL))
          .isEqualTo(Stage.size(1) + Stage.size(2) + Stage.size(3));
    }
  }

  private static CommitResult commit(
      Stage stage, SessionId session, List<Digest> asked, List<Long> sizes) throws IOException {
    Commit commit =
        new Commit(
            session,
            ManifestKind.JOB,
            Stage.manifest(1),
            lookup -> Arrays.stream(lookup.sizes(asked)).forEach(sizes::add));
    return stage.catalog().manifests().commit(commit);
  }

  @Nested
  class Sessions extends SessionCatalogContract {
    @Override
    protected Stage stage() throws IOException {
      return SqliteStage.in(folder);
    }
  }

  @Nested
  class Blobs extends BlobCatalogContract {
    @Override
    protected Stage stage() throws IOException {
      return SqliteStage.in(folder);
    }
  }

  @Nested
  class Publications extends PublicationContract {
    @Override
    protected Stage stage() throws IOException {
      return SqliteStage.in(folder);
    }
  }

  @Nested
  class Manifests extends ManifestCatalogContract {
    @Override
    protected Stage stage() throws IOException {
      return SqliteStage.in(folder);
    }
  }

  @Nested
  class Jobs extends JobCatalogContract {
    @Override
    protected Stage stage() throws IOException {
      return SqliteStage.in(folder);
    }
  }

  @Nested
  class Datasets extends DatasetCatalogContract {
    @Override
    protected Stage stage() throws IOException {
      return SqliteStage.in(folder);
    }
  }

  @Nested
  class Accounts extends AccountCatalogContract {
    @Override
    protected Stage stage() throws IOException {
      return SqliteStage.in(folder);
    }
  }

  @Nested
  class Projects extends ProjectCatalogContract {
    @Override
    protected Stage stage() throws IOException {
      return SqliteStage.in(folder);
    }
  }

  @Nested
  class Removal extends RemovalContract {
    @Override
    protected Stage stage() throws IOException {
      return SqliteStage.in(folder);
    }
  }

  @Nested
  class Model extends CatalogModelContract {
    @Override
    protected Stage stage() throws IOException {
      return SqliteStage.in(Files.createTempDirectory(folder, "case"));
    }
  }
}
