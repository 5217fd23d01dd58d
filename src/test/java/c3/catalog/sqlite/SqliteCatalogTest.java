package c3.catalog.sqlite;

import c3.catalog.SessionCatalogContract;
import c3.catalog.Stage;
import java.io.IOException;
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
}
