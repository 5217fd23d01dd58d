package c3.catalog.sql;

import c3.model.Digest;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/// Queries with hundreds of values, by position. An upload of many small files is looked up and
/// recorded through these, and there a name for each value costs more than what the database does
/// with it.
final class Bulk {
  private Bulk() {}

  /// Sets a statement's values.
  @FunctionalInterface
  interface Values {
    void bind(PreparedStatement statement) throws SQLException;
  }

  /// Reads a row.
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /// The same piece of SQL again and again, between commas.
  static String list(String piece, int count) {
    return String.join(", ", Collections.nCopies(count, piece));
  }

  /// Every row of a query, in a transaction of Jdbi's.
  static <T> List<T> query(Handle handle, String sql, Values values, Row<T> row) {
    try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
      values.bind(statement);
      List<T> rows = new ArrayList<>();
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          rows.add(row.read(found));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException("a query failed", e, null);
    }
  }

  /// A query of `in (<digests>)`, with numbers before that.
  static <T> List<T> query(
      Handle handle, String sql, List<Long> numbers, List<Digest> digests, Row<T> row) {
    return query(
        handle,
        sql.replace("<digests>", list("?", digests.size())),
        statement -> {
          int next = 0;
          for (long number : numbers) {
            statement.setLong(++next, number);
          }
          for (Digest digest : digests) {
            statement.setBytes(++next, digest.bytes());
          }
        },
        row);
  }
}
