package c3.store.check;

import static org.assertj.core.api.Assertions.assertThat;

import c3.store.content.StoreStage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A catalog whose file is damaged is said to be, before anything is concluded from it.
class DamagedCatalogTest {
  private static final int PAGE_BYTES = 8 << 10;

  @TempDir Path folder;

  @Test
  void aBrokenPageIsFoundAndNothingElseIsLookedAt() throws Exception {
    StoreStage.in(folder).close();
    overwrite(page("blob_object"));

    try (StoreStage stage = StoreStage.in(folder)) {
      assertFound(stage, "the catalog's database is damaged (Tree ");
    }
  }

  @Test
  void aRowThatNamesNothingIsFound() throws Exception {
    StoreStage.in(folder).close();
    try (Connection catalog = connect();
        Statement statement = catalog.createStatement()) {
      statement.execute("pragma foreign_keys = off");
      statement.execute("insert into project (account_id, name) values (99, 'p')");
    }

    try (StoreStage stage = StoreStage.in(folder)) {
      assertFound(
          stage,
          "the catalog's database is damaged (row 1 of project names a row of account that is not"
              + " there)");
    }
  }

  private static void assertFound(StoreStage stage, String text) throws IOException {
    assertThat(stage.findings())
        .singleElement()
        .satisfies(found -> {
          assertThat(found.kind()).isEqualTo(Finding.Kind.CATALOG);
          assertThat(found.what())
              .startsWith(text)
              .endsWith("; what is stored was not looked at")
              .doesNotContain("\n");
        });
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("catalog.db"));
  }

  private int page(String index) throws SQLException {
    try (Connection catalog = connect();
        Statement statement = catalog.createStatement();
        ResultSet page =
            statement.executeQuery(
                "select rootpage from sqlite_master where name = '" + index + "'")) {
      return page.getInt(1);
    }
  }

  private void overwrite(int page) throws IOException {
    try (FileChannel file =
        FileChannel.open(folder.resolve("catalog.db"), StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(new byte[100]), (page - 1L) * PAGE_BYTES);
    }
  }
}
