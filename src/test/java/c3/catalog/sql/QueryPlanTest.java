package c3.catalog.sql;

import static org.assertj.core.api.Assertions.assertThat;

import c3.SettableClock;
import c3.catalog.RememberedSpecs;
import c3.catalog.sqlite.SqliteCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The questions that come by the ten thousand are answered from indexes, on a database without
/// statistics: a plan that goes through a table or through all that an account has is 100 times
/// slower.
class QueryPlanTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {BlobRows.FIND, PlaceRows.POSSESSED})
  void looksUpEachDigest(String sql) throws IOException {
    assertThat(plan(sql.replace("?", ":account"), Map.of("account", 1)))
        .noneMatch(step -> step.startsWith("SCAN"))
        .anyMatch(step -> step.startsWith("SEARCH blob") && step.contains("digest=?"))
        .anyMatch(step ->
            step.startsWith("SEARCH account_blob") && step.contains("account_id=? AND blob_id=?"));
  }

  private List<String> plan(String sql, Map<String, Object> values) throws IOException {
    Path file = folder.resolve("catalog.db");
    Instant now = Instant.parse("2026-03-01T12:00:00Z");
    SqliteCatalog.open(file, new SettableClock(now), new RememberedSpecs(), () -> false).close();

    try (Handle handle = Jdbi.open("jdbc:sqlite:" + file)) {
      return handle
          .createQuery("explain query plan " + sql)
          .define("list", "x'00', x'01', x'02'")
          .bindMap(values)
          .map((row, context) -> row.getString("detail"))
          .list();
    }
  }

  @Test
  void findsASharedManifestFromTheAskersOwnRows() throws IOException {
    assertThat(plan(ManifestRows.SHARED, Map.of("account", 1, "digest", new byte[32])))
        .noneMatch(step -> step.startsWith("SCAN"))
        .anyMatch(step -> step.startsWith("SEARCH member") && step.contains("account_id=?"))
        .anyMatch(step -> step.startsWith("SEARCH manifest") && step.contains("digest=?"))
        .anyMatch(step -> step.startsWith("SEARCH job") && step.contains("manifest_id=?"));
  }
}
