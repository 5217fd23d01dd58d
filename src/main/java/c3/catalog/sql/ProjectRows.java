package c3.catalog.sql;

import c3.model.AccountId;
import c3.model.ProjectName;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The rows of projects as their owners name them, inside somebody's transaction.
final class ProjectRows {
  private ProjectRows() {}

  /// The number of a project.
  static Optional<Long> find(Handle handle, AccountId account, ProjectName name) {
    return handle
        .createQuery("select id from project where account_id = :account and name = :name")
        .bind("account", account.number())
        .bind("name", name.text())
        .mapTo(Long.class)
        .findOne();
  }

  /// The number of a project, which is made when it does not exist.
  static long made(Handle handle, AccountId account, ProjectName name) {
    if (name.owner().isPresent()) {
      throw new IllegalArgumentException("a project is made by its owner, not as " + name);
    }
    handle
        .createUpdate(
            """
            insert into project (account_id, name) values (:account, :name)
            on conflict (account_id, name) do nothing
            """)
        .bind("account", account.number())
        .bind("name", name.text())
        .execute();
    return find(handle, account, name).orElseThrow();
  }
}
