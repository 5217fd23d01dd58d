package c3.store.check;

import static org.assertj.core.api.Assertions.assertThat;

import c3.model.Digest;
import c3.object.ObjectKey;
import c3.store.content.StoreStage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
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
    assertFound("Tree ");
  }

  @Test
  void anIndexThatLacksARowIsFound() throws Exception {
    StoreStage.in(folder).close();
    sql(
        "insert into blob (digest, size, created_at, state, object_id, off, verified)"
            + " values (zeroblob(32), 1, 1, 1, 7, 8, 0)",
        "pragma writable_schema = on",
        "update sqlite_master set sql = 'create index blob_object on blob (off)'"
            + " where name = 'blob_object'");
    assertFound("row 1 missing from index blob_object);");
  }

  @Test
  void aRowThatNamesNothingIsFound() throws Exception {
    StoreStage.in(folder).close();
    sql("insert into project (account_id, name) values (99, 'p')");
    assertFound("row 1 of project names a row of account that is not there);");
  }

  @Test
  void manyFaultsAreCounted() throws Exception {
    StoreStage.in(folder).close();
    for (int i = 0; i < 30; i++) {
      sql("insert into project (account_id, name) values (99, 'p" + i + "')");
    }
    assertFound("row 1 of project names a row of account that is not there, and 19 more like it);");
  }

  /// Whether that is all that is found: a file that no row knows is not.
  private void assertFound(String fault) throws IOException {
    try (StoreStage stage = StoreStage.in(folder)) {
      Path stray =
          stage
              .store()
              .objects()
              .path(new ObjectKey(ObjectKey.Kind.WHOLE, Digest.EMPTY, 1_000_000));
      Files.createDirectories(stray.getParent());
      Files.writeString(stray, "left");
      assertThat(stage.findings())
          .singleElement()
          .satisfies(found -> {
            assertThat(found.kind()).isEqualTo(Finding.Kind.CATALOG);
            assertThat(found.what())
                .startsWith("the catalog's database is damaged (" + fault)
                .endsWith("; what is stored was not looked at")
                .doesNotContain("\n");
          });
    }
  }

  private void sql(String... statements) throws SQLException {
    try (Connection catalog = connect();
        Statement run = catalog.createStatement()) {
      run.execute("pragma foreign_keys = off");
      for (String statement : statements) {
        run.execute(statement);
      }
    }
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
