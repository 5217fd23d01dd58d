package c3.catalog.sql;

import c3.model.C3Exception;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What two databases do not say alike. Everything else here is one SQL for all of them.
public interface Dialect {
  /// The resource folder of the numbered migrations, `/` at both ends.
  String migrations();

  /// Whether the database has this table.
  boolean hasTable(Handle handle, String name);

  /// Whether nothing was ever made in the database.
  boolean isEmpty(Handle handle);

  /// Takes so many of the ids that a table gives to its rows, one behind the other: no row gets one
  /// of them but those that are inserted with it. Ids go on behind the newest that was given or
  /// taken, without a gap where the database can do that.
  ///
  /// @return the first of them
  long takeIds(Handle handle, String table, long count);

  /// What ends a select whose rows the same transaction will change; empty where only one
  /// transaction writes at a time.
  String lockingRead();

  /// What the database finds wrong with itself, each in one line, at most 20.
  List<String> faults(Handle handle);

  /// What a person should read about an error of the database, where it is one that a person can do
  /// something about.
  Optional<C3Exception> explain(SQLException error);
}
