package c3.catalog.sql;

import c3.model.Digest;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/// One statement with hundreds of values, by position, made again and again inside somebody's
/// transaction. An upload of many small files is looked up and recorded through these, and there a
/// name for each value costs more than what the database does with it; so does reading the
/// statement anew each time.
final class Bulk implements AutoCloseable {
  private final Handle handle;
  private final String sql;
  private final String piece;
  private int times;
  private Optional<PreparedStatement> parsed = Optional.empty();

  /// @param sql in which `<list>` stands for as many pieces as there are, between commas
  /// @param piece the SQL of one
  Bulk(Handle handle, String sql, String piece) {
    this.handle = handle;
    this.sql = sql;
    this.piece = piece;
  }

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

  /// Does something with a row.
  @FunctionalInterface
  interface RowVisitor {
    void visit(ResultSet row) throws SQLException;
  }

  /// Changes something, with so many pieces; returns how many rows.
  int change(int count, Values values) {
    try {
      PreparedStatement statement = statement(count);
      values.bind(statement);
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private void each(int count, Values values, RowVisitor visitor) {
    try {
      PreparedStatement statement = statement(count);
      values.bind(statement);
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          visitor.visit(found);
        }
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private PreparedStatement statement(int count) throws SQLException {
    if (parsed.isEmpty() || times != count) {
      close();
      String list = String.join(", ", Collections.nCopies(count, piece));
      parsed = Optional.of(handle.getConnection().prepareStatement(sql.replace("<list>", list)));
      times = count;
    }
    return parsed.get();
  }

  /// Every row of a query of digests, as many as there are, with numbers before them.
  static <T> List<T> query(
      Handle handle, String sql, List<Long> numbers, List<Digest> digests, Row<T> row) {
    List<T> rows = new ArrayList<>();
    each(handle, sql, numbers, digests, found -> rows.add(row.read(found)));
    return rows;
  }

  /// Does something with every row of such a query.
  static void each(
      Handle handle, String sql, List<Long> numbers, List<Digest> digests, RowVisitor visitor) {
    try (Bulk bulk = new Bulk(handle, sql, "?")) {
      for (List<Digest> some : Batches.of(digests, Batches.LIST_MAX)) {
        bulk.each(some.size(), statement -> bind(numbers, some, statement), visitor);
      }
    }
  }

  private static void bind(List<Long> numbers, List<Digest> digests, PreparedStatement statement)
      throws SQLException {
    int next = 0;
    for (long number : numbers) {
      statement.setLong(++next, number);
    }
    for (Digest digest : digests) {
      statement.setBytes(++next, digest.bytes());
    }
  }

  @Override
  public void close() {
    try {
      if (parsed.isPresent()) {
        parsed.get().close();
        parsed = Optional.empty();
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static RuntimeException failed(SQLException e) {
    return new UnableToExecuteStatementException("a statement failed", e, null);
  }
}
