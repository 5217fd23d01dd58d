package c3.catalog.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.SettableClock;
import c3.catalog.RememberedSpecs;
import c3.catalog.sql.Database;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The file is made and used as the promises of the catalog need it.
class SqliteDatabaseTest {
  @TempDir Path folder;
  private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));

  private Path file() {
    return folder.resolve("catalog.db");
  }

  private SqliteStage.Backdoor backdoor() {
    return new SqliteStage.Backdoor(file());
  }

  private void open() throws IOException {
    SqliteCatalog.open(file(), clock, new RememberedSpecs(), () -> false).close();
  }

  @Test
  void aNewCatalogIsForItsOwnersEyesAndDurable() throws IOException {
    open();

    assertThat(Files.getPosixFilePermissions(file()))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    assertThat(backdoor().number("pragma page_size")).isEqualTo(8192);
    assertThat(
            backdoor()
                .number("select count(*) from pragma_journal_mode where journal_mode = 'wal'"))
        .isEqualTo(1);
    assertThat(backdoor().number("select quota_bytes from account where name = 'local'"))
        .isEqualTo(100_000_000_000L);
  }

  @Test
  void idsAreTakenInARowAndNeverGivenToARowByItself() throws IOException {
    open();
    SqliteDialect dialect = new SqliteDialect(file());
    try (Database database = SqliteDatabase.open(file(), dialect, () -> false)) {
      assertThat(database.<Long>write(handle -> dialect.takeIds(handle, "blob", 3))).isEqualTo(1);
      assertThat(database.<Long>write(handle -> dialect.takeIds(handle, "blob", 5))).isEqualTo(4);
      database.write(handle -> {
        handle.execute(
            "insert into blob (id, digest, size, created_at, state, verified) values (2, 'a', 0, 0, 3, 0)");
        return handle.execute(
            "insert into blob (digest, size, created_at, state, verified) values ('b', 0, 0, 3, 0)");
      });
      assertThat(database.<Long>write(handle -> dialect.takeIds(handle, "blob", 1))).isEqualTo(10);
    }
    assertThat(backdoor().number("select id from blob where digest = 'b'")).isEqualTo(9);
  }

  /// A repair may leave out any page, that of the ids among them.
  @Test
  void idsOfRowsThatAreThereAreNeverTaken() throws IOException {
    open();
    SqliteDialect dialect = new SqliteDialect(file());
    try (Database database = SqliteDatabase.open(file(), dialect, () -> false)) {
      database.write(handle ->
          handle.execute(
              "insert into blob (id, digest, size, created_at, state, verified) values (100, 'a', 0, 0, 3, 0)"));
      for (String harm :
          List.of("delete from sqlite_sequence", "update sqlite_sequence set seq = 3")) {
        database.write(handle -> handle.execute(harm));
        assertThat(database.<Long>write(handle -> dialect.takeIds(handle, "blob", 5)))
            .as(harm)
            .isEqualTo(101);
      }
    }
  }

  @Test
  void idsThatWereTakenInVainAreTakenAgain() throws IOException {
    open();
    SqliteDialect dialect = new SqliteDialect(file());
    try (Database database = SqliteDatabase.open(file(), dialect, () -> false)) {
      assertThatThrownBy(() ->
              database.write(handle -> {
                dialect.takeIds(handle, "blob", 5);
                throw new IOException("in vain");
              }))
          .hasMessage("in vain");
      assertThat(database.<Long>write(handle -> dialect.takeIds(handle, "blob", 5))).isEqualTo(1);
    }
  }

  @Test
  void theWriterForcesEveryTransactionAndReadersOnlyRead() throws IOException {
    try (Database database = SqliteDatabase.open(file(), new SqliteDialect(file()), () -> false)) {
      assertThat(database.<Integer>write(handle -> pragma(handle, "synchronous"))).isEqualTo(2);
      assertThat(database.<Integer>write(handle -> pragma(handle, "cache_size")))
          .isEqualTo(-32 * 1024);
      assertThat(database.<Integer>read(handle -> pragma(handle, "foreign_keys"))).isEqualTo(1);
      assertThatThrownBy(() -> database.read(handle -> handle.execute("create table t (id int)")))
          .isInstanceOf(C3Exception.class);
    }
  }

  private static Integer pragma(Handle handle, String name) {
    return handle.createQuery("pragma " + name).mapTo(Integer.class).one();
  }

  @ParameterizedTest
  @ValueSource(strings = {"with space", "what?mode=memory", "100%25", "a#b", "über"})
  void opensAFileOfAnyName(String name) throws IOException {
    Path odd = folder.resolve(name);

    SqliteCatalog.open(odd, clock, new RememberedSpecs(), () -> false).close();

    assertThat(odd).isNotEmptyFile();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(odd);
    }
  }

  @Test
  void saysThatTheDiskIsFullAndWritesAgainWhenItIsNot() throws IOException {
    try (Database database = SqliteDatabase.open(file(), new SqliteDialect(file()), () -> false)) {
      database.write(handle -> handle.execute("create table filling (bytes blob)"));
      database.write(handle -> handle.createQuery("pragma max_page_count = 100").mapToMap().one());

      assertThatThrownBy(() -> database.write(handle -> fill(handle, 2_000_000)))
          .isInstanceOfSatisfying(
              C3Exception.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_FULL))
          .hasMessageContaining(file().toString());
      assertThat(backdoor().number("select count(*) from filling")).isZero();

      database.write(handle -> fill(handle, 1_000));
      assertThat(backdoor().number("select count(*) from filling")).isEqualTo(1);
    }
  }

  private static int fill(Handle handle, int bytes) {
    return handle.execute("insert into filling (bytes) values (zeroblob(?))", bytes);
  }

  @Test
  void aWorkThatThrowsLeavesNothingBehind() throws IOException {
    try (Database database = SqliteDatabase.open(file(), new SqliteDialect(file()), () -> false)) {
      assertThatThrownBy(() ->
              database.write(handle -> {
                handle.execute("create table half (id integer)");
                throw new IOException("no further");
              }))
          .isInstanceOf(IOException.class)
          .hasMessage("no further");

      assertThat(backdoor().number("select count(*) from sqlite_master")).isZero();
    }
  }
}
