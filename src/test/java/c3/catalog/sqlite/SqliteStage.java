package c3.catalog.sqlite;

import c3.SettableClock;
import c3.catalog.RememberedSpecs;
import c3.catalog.Stage;
import c3.catalog.sql.Invariants;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;

/// A catalog in a file, and a second connection to it.
final class SqliteStage {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00.123456789Z");

  private SqliteStage() {}

  /// Opens the catalog in this folder, on a clock of its own.
  static Stage in(Path folder) throws IOException {
    SettableClock clock = new SettableClock(START);
    Path file = folder.resolve("catalog.db");
    return new Stage(
        SqliteCatalog.open(file, clock, new RememberedSpecs(), () -> false),
        clock,
        new Backdoor(file));
  }

  /// Speaks SQL to a file.
  record Backdoor(Path file) implements Stage.Backdoor {
    @Override
    public void run(String sql) {
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
          Statement statement = connection.createStatement()) {
        statement.executeUpdate(sql);
      } catch (SQLException e) {
        throw new AssertionError(sql, e);
      }
    }

    @Override
    public long number(String query) {
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(query)) {
        return rows.getLong(1);
      } catch (SQLException e) {
        throw new AssertionError(query, e);
      }
    }

    @Override
    public void checkInvariants() throws IOException {
      Invariants.check("jdbc:sqlite:" + file);
    }
  }
}
