package c3.catalog.sqlite;

import c3.catalog.sql.Database;
import c3.catalog.sql.Dialect;
import c3.catalog.sql.LastResort;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// Connections to one SQLite file: one that writes, each of its transactions IMMEDIATE and forced
/// to the disk when it ends, and a few that read and never wait for it (WAL).
///
/// Every cache has a bound, and none of them is on the heap: 32 MiB for the writer, since digests
/// are random and each new one dirties a page of the index; 4 MiB for each reader.
final class SqliteDatabase {
  private static final int READERS = 4;
  private static final int WRITER_CACHE_KIB = 32 << 10;
  private static final int READER_CACHE_KIB = 4 << 10;
  private static final int PAGE_BYTES = 8 << 10;
  private static final int LOG_BYTES_MAX = 64 << 20;
  private static final Duration BUSY_TIME = Duration.ofSeconds(10);

  /// How long a caller waits for its turn; the longest transaction is a commit, a second for each
  /// 100,000 blobs.
  private static final Duration TURN_TIME = Duration.ofSeconds(60);

  private SqliteDatabase() {}

  /// Opens the file; makes it when it is not there, for its owner's eyes only.
  static Database open(Path file, Dialect dialect, LastResort lastResort) throws IOException {
    create(file);
    prepare(file, dialect);
    return new Database(readers(file), writer(file), dialect, lastResort);
  }

  private static void create(Path file) throws IOException {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      return;
    }
  }

  /// What is said once and stays in the file: the page size must come before the first table, and
  /// before the write-ahead log is switched on.
  private static void prepare(Path file, Dialect dialect) throws IOException {
    try (Connection connection = source(file, new SQLiteConfig()).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("pragma page_size = " + PAGE_BYTES);
      statement.execute("pragma journal_mode = wal");
    } catch (SQLException e) {
      throw dialect
          .explain(e)
          .<IOException>map(clear -> clear.causedBy(e))
          .orElseGet(() -> new IOException("cannot open the catalog " + file, e));
    }
  }

  private static HikariDataSource writer(Path file) {
    SQLiteConfig config = config(WRITER_CACHE_KIB);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setJournalSizeLimit(LOG_BYTES_MAX);
    return new HikariDataSource(pool("catalog-writer", 1, source(file, config)));
  }

  private static HikariDataSource readers(Path file) {
    SQLiteConfig config = config(READER_CACHE_KIB);
    config.setTransactionMode(SQLiteConfig.TransactionMode.DEFERRED);
    HikariConfig pool = pool("catalog-readers", READERS, source(file, config));
    pool.setConnectionInitSql("pragma query_only = 1");
    return new HikariDataSource(pool);
  }

  private static SQLiteConfig config(int cacheKib) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout((int) BUSY_TIME.toMillis());
    config.setCacheSize(-cacheKib);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.enforceForeignKeys(true);
    config.setGetGeneratedKeys(false);
    return config;
  }

  private static SQLiteDataSource source(Path file, SQLiteConfig config) {
    SQLiteDataSource source = new SQLiteDataSource(config);
    // As a URI: a path with a question mark would be taken apart.
    source.setUrl("jdbc:sqlite:" + file.toAbsolutePath().toUri());
    return source;
  }

  private static HikariConfig pool(String name, int size, SQLiteDataSource source) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(source);
    config.setPoolName(name);
    config.setMaximumPoolSize(size);
    config.setMaxLifetime(0);
    config.setConnectionTimeout(TURN_TIME.toMillis());
    return config;
  }
}
