package c3.catalog.sql;

import java.io.IOException;
import java.util.List;
import org.jdbi.v3.core.statement.SqlStatement;

/// Some ids of a set, as a condition: in SQL, `blob_id <ids>` is true of them and no others. A run
/// is three times as fast as a list.
sealed interface IdBatch {
  /// Completes a statement in which `<ids>` stands.
  <S extends SqlStatement<S>> S bind(S statement);

  /// What is done with each batch.
  @FunctionalInterface
  interface Step {
    void on(IdBatch batch) throws IOException;
  }

  /// Every id from `first` to `last`.
  record Run(long first, long last) implements IdBatch {
    @Override
    public <S extends SqlStatement<S>> S bind(S statement) {
      return statement
          .define("ids", "between :firstId and :lastId")
          .bind("firstId", first)
          .bind("lastId", last);
    }
  }

  /// These ids.
  record Listed(List<Long> ids) implements IdBatch {
    @Override
    public <S extends SqlStatement<S>> S bind(S statement) {
      StringBuilder names = new StringBuilder();
      for (int i = 0; i < ids.size(); i++) {
        names.append(i == 0 ? ":id" : ", :id").append(i);
        statement.bind("id" + i, ids.get(i));
      }
      return statement.define("ids", "in (" + names + ")");
    }
  }
}
