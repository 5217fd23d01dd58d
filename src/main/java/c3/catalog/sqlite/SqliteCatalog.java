package c3.catalog.sqlite;

import c3.catalog.Catalog;
import c3.catalog.JobText;
import c3.catalog.sql.Database;
import c3.catalog.sql.LastResort;
import c3.catalog.sql.Migrator;
import c3.catalog.sql.SqlCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/// Opens a catalog in one file on a local disk. Only one process may have it open, which the
/// server's lock sees to.
public final class SqliteCatalog {
  private SqliteCatalog() {}

  /// Opens the catalog in this file; makes it when it is not there, in a folder that is. Throws
  /// `C3Exception` when the file is damaged, is no catalog, or was made by a newer build.
  ///
  /// @param clock says when sessions end
  /// @param text turns jobs' specs into text and back
  /// @param lastResort is given up when the disk is full, so that removing what is kept, cancelling
  ///   jobs and ending them still work
  public static Catalog open(Path file, Clock clock, JobText text, LastResort lastResort)
      throws IOException {
    SqliteDialect dialect = new SqliteDialect(file);
    Database database = SqliteDatabase.open(file, dialect, lastResort);
    try {
      new Migrator(dialect, clock).migrate(database, file.toString());
      return new SqlCatalog(database, clock, text);
    } catch (IOException e) {
      database.close();
      throw e;
    }
  }
}
