package c3.catalog.sql;

import java.io.IOException;

/// Room on the database's disk that is given up when the disk is full.
@FunctionalInterface
public interface LastResort {
  /// Gives it up; whether there was any.
  boolean giveUp() throws IOException;
}
