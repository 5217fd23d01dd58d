package c3.catalog.sqlite;

import c3.catalog.AccountCatalogContract;
import c3.catalog.BlobCatalogContract;
import c3.catalog.CatalogModelContract;
import c3.catalog.DatasetCatalogContract;
import c3.catalog.JobCatalogContract;
import c3.catalog.ManifestCatalogContract;
import c3.catalog.ProjectCatalogContract;
import c3.catalog.RemovalContract;
import c3.catalog.SessionCatalogContract;
import c3.catalog.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/// The catalog in a SQLite file keeps what every catalog keeps.
class SqliteCatalogTest {
  @TempDir Path folder;

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
