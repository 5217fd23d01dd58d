package c3.catalog.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.SettableClock;
import c3.catalog.RememberedSpecs;
import c3.catalog.sql.Database;
import c3.catalog.sql.Dialect;
import c3.catalog.sql.Migrator;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A database is brought to this build's schema, or left as it is with one clear line.
class MigratorTest {
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

  private void migrate(String folder) throws IOException {
    Dialect dialect =
        new OtherMigrations(new SqliteDialect(file()), "/c3/catalog/sql/" + folder + "/");
    try (Database database = SqliteDatabase.open(file(), dialect, () -> false)) {
      new Migrator(dialect, clock).migrate(database, "the test's");
    }
  }

  @Test
  void makesEveryMigrationInOrderOnceOnly() throws IOException {
    migrate("two");
    migrate("two");

    assertThat(backdoor().number("select max(number) from migration")).isEqualTo(2);
    assertThat(backdoor().number("select count(*) from second where text = 'a; b'")).isEqualTo(1);
  }

  @Test
  void aMigrationThatFailsLeavesTheOneBeforeIt() throws IOException {
    assertThatThrownBy(() -> migrate("broken")).isInstanceOf(IOException.class);

    assertThat(backdoor().number("select max(number) from migration")).isEqualTo(1);
    assertThat(backdoor().number("select count(*) from sqlite_master where name = 'second'"))
        .isZero();
    migrate("two");
    assertThat(backdoor().number("select max(number) from migration")).isEqualTo(2);
  }

  @Test
  void refusesADatabaseOfANewerBuild() throws IOException {
    open();
    long made = backdoor().number("select count(*) from migration");
    backdoor().run("insert into migration (number, made_at) values (9999, 0)");

    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            C3Exception.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BUILD_MISMATCH))
        .hasMessageContaining(file().toString())
        .hasMessageContaining("9999");
    assertThat(backdoor().number("select count(*) from migration")).isEqualTo(made + 1);
  }

  @Test
  void refusesADatabaseOfSomebodyElse() {
    backdoor().run("create table theirs (id integer)");

    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            C3Exception.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID))
        .hasMessageContaining("not one of c3");
    assertThat(backdoor().number("select count(*) from sqlite_master")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 20_000})
  void refusesAFileThatIsNoDatabaseAndLeavesItAlone(int size) throws IOException {
    String text = "not a database ".repeat(size);
    Files.writeString(file(), text);

    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            C3Exception.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPTED))
        .hasMessageContaining(file().toString());
    assertThat(file()).hasContent(text);
  }

  @Test
  void refusesADatabaseThatWasCutShort() throws IOException {
    open();
    byte[] whole = Files.readAllBytes(file());
    Files.write(file(), Arrays.copyOf(whole, 3 * 8192));

    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            C3Exception.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPTED));
  }

  @Test
  void refusesAFolder() throws IOException {
    Files.createDirectory(file());

    assertThatThrownBy(this::open)
        .isInstanceOf(C3Exception.class)
        .hasMessageContaining(file().toString());
  }

  /// A dialect with other migrations.
  private record OtherMigrations(Dialect like, String migrations) implements Dialect {
    @Override
    public boolean hasTable(Handle handle, String name) {
      return like.hasTable(handle, name);
    }

    @Override
    public boolean isEmpty(Handle handle) {
      return like.isEmpty(handle);
    }

    @Override
    public long takeIds(Handle handle, String table, long count) {
      return like.takeIds(handle, table, count);
    }

    @Override
    public String lockingRead() {
      return like.lockingRead();
    }

    @Override
    public List<String> faults(Handle handle) {
      return like.faults(handle);
    }

    @Override
    public Optional<C3Exception> explain(SQLException error) {
      return like.explain(error);
    }
  }
}
