package c3.catalog.sql;

import c3.model.C3Exception;
import c3.model.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Brings a database to the schema of this build. Migrations are resources `0001.sql`, `0002.sql`
/// and so on; each is one transaction with the row that says it was made, so a crash leaves the one
/// before it. A migration that was released is never edited.
public final class Migrator {
  private final Dialect dialect;
  private final Clock clock;

  public Migrator(Dialect dialect, Clock clock) {
    this.dialect = dialect;
    this.clock = clock;
  }

  /// Makes what is missing; repeatable. Throws `C3Exception` INVALID for a database that is not
  /// c3's, and BUILD_MISMATCH for one that a newer build has made; both are left as they are.
  ///
  /// @param name how a person knows the database
  public void migrate(Database database, String name) throws IOException {
    int version = database.read(handle -> version(handle, name));
    int newest = newest();
    if (version > newest) {
      throw new C3Exception(
          ErrorCode.BUILD_MISMATCH,
          "the catalog %s is of version %d, and this build of c3 knows versions up to %d"
              .formatted(name, version, newest),
          Optional.of("start the newer build of c3 that made it"));
    }
    for (int number = version + 1; number <= newest; number++) {
      make(database, number, migration(number).orElseThrow());
    }
  }

  private int version(Handle handle, String name) throws C3Exception {
    if (dialect.isEmpty(handle)) {
      return 0;
    }
    if (!dialect.hasTable(handle, "migration")) {
      throw new C3Exception(
          ErrorCode.INVALID,
          name + " is a database, but not one of c3",
          Optional.of("move it away, or set C3_HOME to another folder"));
    }
    return handle
        .createQuery("select coalesce(max(number), 0) from migration")
        .mapTo(Integer.class)
        .one();
  }

  private int newest() throws IOException {
    int number = 0;
    while (migration(number + 1).isPresent()) {
      number++;
    }
    return number;
  }

  private Optional<String> migration(int number) throws IOException {
    String resource = "%s%04d.sql".formatted(dialect.migrations(), number);
    try (InputStream sql = Migrator.class.getResourceAsStream(resource)) {
      return sql == null
          ? Optional.empty()
          : Optional.of(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private void make(Database database, int number, String sql) throws IOException {
    database.write(handle -> {
      if (number == 1) {
        handle.execute(
            "create table migration (number integer primary key, made_at bigint not null)");
      }
      handle.createScript(sql).executeAsSeparateStatements();
      return handle.execute(
          "insert into migration (number, made_at) values (?, ?)",
          number,
          Nanos.of(clock.instant()));
    });
  }
}
