package c3.catalog.sqlite;

import c3.catalog.sql.Dialect;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// SQLite's ways. Its one writer takes the whole database, so no row is ever locked alone.
final class SqliteDialect implements Dialect {
  private static final int FAULTS_MAX = 20;

  private final Path file;

  /// @param file where the database lies, for messages
  SqliteDialect(Path file) {
    this.file = file;
  }

  @Override
  public String migrations() {
    return "/c3/catalog/sqlite/";
  }

  @Override
  public boolean hasTable(Handle handle, String name) {
    return handle
            .createQuery("select count(*) from sqlite_master where type = 'table' and name = :name")
            .bind("name", name)
            .mapTo(Integer.class)
            .one()
        > 0;
  }

  @Override
  public boolean isEmpty(Handle handle) {
    return handle.createQuery("select count(*) from sqlite_master").mapTo(Integer.class).one() == 0;
  }

  /// As autoincrement does it: behind the newest row as well, since `sqlite_sequence` has no entry
  /// for a table that nothing was ever put in, and may lack one after a repair.
  @Override
  public long takeIds(Handle handle, String table, long count) {
    Optional<Long> last = behindNewest(handle, table, count);
    if (last.isEmpty()) {
      handle.execute("insert into sqlite_sequence (name, seq) values (?, 0)", table);
      last = behindNewest(handle, table, count);
    }
    return last.orElseThrow() - count + 1;
  }

  private static Optional<Long> behindNewest(Handle handle, String table, long count) {
    return handle
        .createQuery(
            """
            update sqlite_sequence
            set seq = max(seq, (select coalesce(max(id), 0) from <table>)) + :count
            where name = :table returning seq
            """)
        .define("table", table)
        .bind("count", count)
        .bind("table", table)
        .mapTo(Long.class)
        .findFirst();
  }

  @Override
  public String lockingRead() {
    return "";
  }

  /// Indexes are compared with their tables as well, which `quick_check` leaves out.
  @Override
  public List<String> faults(Handle handle) {
    List<String> found = new ArrayList<>();
    handle
        .createQuery("pragma integrity_check(" + FAULTS_MAX + ")")
        .mapTo(String.class)
        .filter(line -> !line.equals("ok"))
        .forEach(text -> text.lines().filter(SqliteDialect::saysSomething).forEach(found::add));
    handle
        .createQuery("pragma foreign_key_check")
        .map((row, context) ->
            "row %d of %s names a row of %s that is not there"
                .formatted(row.getLong("rowid"), row.getString("table"), row.getString("parent")))
        .stream()
        .limit(FAULTS_MAX)
        .forEach(found::add);
    return found.stream().limit(FAULTS_MAX).toList();
  }

  private static boolean saysSomething(String line) {
    return !line.startsWith("*** in database");
  }

  @Override
  public Optional<C3Exception> explain(SQLException error) {
    if (!(error instanceof SQLiteException sqlite)) {
      return Optional.empty();
    }
    return switch (primary(sqlite.getResultCode())) {
      case SQLITE_FULL ->
          explained(
              ErrorCode.STORAGE_FULL,
              "the disk is full: cannot write " + file,
              "free some space there");
      case SQLITE_READONLY, SQLITE_PERM ->
          explained(ErrorCode.STORAGE_READ_ONLY, "cannot write " + file, "make it writable");
      case SQLITE_CANTOPEN ->
          explained(
              ErrorCode.STORAGE_READ_ONLY, "cannot open " + file, "look at its folder's rights");
      case SQLITE_NOTADB, SQLITE_CORRUPT ->
          explained(
              ErrorCode.CORRUPTED,
              file + " is damaged, or not a database of c3",
              "put a backup in its place");
      case SQLITE_BUSY, SQLITE_LOCKED ->
          explained(
              ErrorCode.UNAVAILABLE,
              "another program is writing to " + file,
              "close it and try again");
      default -> Optional.empty();
    };
  }

  /// An extended result code says more than is wanted; its low byte is the code.
  private static SQLiteErrorCode primary(SQLiteErrorCode code) {
    return SQLiteErrorCode.getErrorCode(code.code & 0xff);
  }

  private static Optional<C3Exception> explained(ErrorCode code, String message, String hint) {
    return Optional.of(new C3Exception(code, message, Optional.of(hint)));
  }
}
