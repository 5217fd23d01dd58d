package c3.catalog.sql;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import com.zaxxer.hikari.HikariDataSource;
import java.io.Closeable;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;

/// One database as the catalog's parts use it: transactions that read, and transactions that write.
/// Safe for many threads. A work that throws is rolled back; a failure of the database becomes an
/// `IOException`, a `C3Exception` where a person can do something about it.
///
/// A work must not open another transaction: the connections are few, and it would wait for its
/// own.
public final class Database implements Closeable {
  /// Rows in one page of a walk.
  static final int PAGE_ROWS = 1_000;

  private final HikariDataSource readers;
  private final HikariDataSource writers;
  private final Jdbi reading;
  private final Jdbi writing;
  private final Dialect dialect;
  private final LastResort lastResort;

  /// Takes both pools over and closes them.
  ///
  /// @param readers connections of which each transaction sees one state of the database
  /// @param writers connections whose transactions are serial, and durable once committed
  /// @param lastResort for what must get through on a full disk
  public Database(
      HikariDataSource readers, HikariDataSource writers, Dialect dialect, LastResort lastResort) {
    this.readers = readers;
    this.writers = writers;
    this.dialect = dialect;
    this.lastResort = lastResort;
    this.reading = configured(Jdbi.create(readers));
    this.writing = configured(Jdbi.create(writers));
  }

  private Jdbi configured(Jdbi jdbi) {
    return jdbi.define("lock", dialect.lockingRead()).registerArgument(new DigestArgument());
  }

  /// Something done in one transaction.
  @FunctionalInterface
  public interface Work<T> {
    T in(Handle handle) throws IOException;
  }

  /// Reads one state of the database.
  public <T> T read(Work<T> work) throws IOException {
    return run(reading, work);
  }

  /// Reads and writes; everything is durable on return, or nothing was done.
  public <T> T write(Work<T> work) throws IOException {
    return run(writing, work);
  }

  /// The same for what frees something or ends something, and must get through on a full disk: then
  /// the last resort is given up and the work is done once more.
  public <T> T writeAtLast(Work<T> work) throws IOException {
    try {
      return write(work);
    } catch (C3Exception e) {
      if (e.code() != ErrorCode.STORAGE_FULL || !lastResort.giveUp()) {
        throw e;
      }
      return write(work);
    }
  }

  /// Leaves out so many of the ids that a table gives to its rows.
  void skipIds(String table, long count) throws IOException {
    write(handle -> takeIds(handle, table, count));
  }

  /// Takes so many of the ids that a table gives to its rows, inside a transaction that writes; see
  /// `Dialect.takeIds`.
  long takeIds(Handle handle, String table, long count) {
    return dialect.takeIds(handle, table, count);
  }

  /// What the database finds wrong with itself; see `Dialect.faults`.
  List<String> faults() throws IOException {
    return read(dialect::faults);
  }

  /// A page of rows behind a number, in order.
  @FunctionalInterface
  public interface Page<T> {
    List<T> behind(Handle handle, long number);
  }

  /// Walks through a whole table, a page and a transaction at a time, so that the visitor may take
  /// its time and ask the catalog. Rows that come or go meanwhile are seen or not.
  public <T> void walk(Consumer<T> visitor, ToLongFunction<T> number, Page<T> pages)
      throws IOException {
    long last = 0;
    List<T> page;
    do {
      long behind = last;
      page = read(handle -> pages.behind(handle, behind));
      page.forEach(visitor);
      last = page.isEmpty() ? last : number.applyAsLong(page.getLast());
    } while (!page.isEmpty());
  }

  private <T> T run(Jdbi jdbi, Work<T> work) throws IOException {
    try {
      return jdbi.<T, IOException>inTransaction(work::in);
    } catch (JdbiException e) {
      throw explained(e);
    }
  }

  private IOException explained(JdbiException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException error) {
        Optional<IOException> clear = dialect.explain(error).map(e -> e.causedBy(failure));
        return clear.orElseGet(() -> new IOException("the catalog failed: " + error, failure));
      }
    }
    return new IOException("the catalog failed: " + failure, failure);
  }

  @Override
  public void close() {
    readers.close();
    writers.close();
  }

  /// Digests are 32 bytes in every database.
  private static final class DigestArgument extends AbstractArgumentFactory<Digest> {
    DigestArgument() {
      super(Types.VARBINARY);
    }

    @Override
    protected Argument build(Digest digest, ConfigRegistry config) {
      return (position, statement, context) -> statement.setBytes(position, digest.bytes());
    }
  }
}
