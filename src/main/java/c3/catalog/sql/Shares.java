package c3.catalog.sql;

import c3.catalog.ManifestCatalog.Portion;
import c3.catalog.ManifestCatalog.Share;
import c3.model.AccountId;
import c3.model.Digest;
import c3.model.JobId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Counts what a portion of an account's charged manifests takes up. Works on sets of ids alone and
/// goes through the account's manifests page by page, each in a transaction of its own: what is
/// committed or deleted meanwhile counts or not.
final class Shares {
  /// Rows of a walk that bring their id sets along.
  private static final int PAGE_ROWS = 10;

  private final Database database;
  private final AccountId account;

  Shares(Database database, AccountId account) {
    this.database = database;
    this.account = account;
  }

  /// The id set of a charged manifest.
  private record Kept(long number, IdSet blobs) {}

  Share of(Portion portion) throws IOException {
    Set<Long> whole = database.read(handle -> manifests(handle, portion.whole()));
    Set<Long> partly = database.read(handle -> manifests(handle, portion.partly()));
    IdSet inside = new IdSet();
    IdSet outside = new IdSet();
    try {
      portion.parts().each(digests -> inside.addAll(possessed(digests)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    database.walk(
        (Kept kept) -> {
          if (whole.contains(kept.number())) {
            inside.addAll(kept.blobs());
          } else if (!partly.contains(kept.number())) {
            outside.addAll(kept.blobs());
          }
        },
        Kept::number,
        this::page);
    return database.read(handle ->
        new Share(Charges.sizes(handle, inside), Charges.sizes(handle, inside.without(outside))));
  }

  private Set<Long> manifests(Handle handle, Set<JobId> jobs) {
    Set<Long> numbers = new HashSet<>();
    for (List<String> some :
        Batches.of(jobs.stream().map(JobId::text).sorted().toList(), Batches.LIST_MAX)) {
      numbers.addAll(
          handle
              .createQuery(
                  """
                  select manifest_id from job
                  where id in (<jobs>) and account_id = :account and manifest_id is not null
                  """)
              .bindList("jobs", some)
              .bind("account", account.number())
              .mapTo(Long.class)
              .list());
    }
    return numbers;
  }

  private IdSet possessed(Collection<Digest> digests) {
    try {
      IdSet ids = new IdSet();
      database
          .read(handle -> BlobRows.find(handle, account, digests))
          .forEach(row -> {
            if (row.possessed()) {
              ids.add(row.id());
            }
          });
      return ids;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Kept> page(Handle handle, long behind) {
    return handle
        .createQuery(
            """
            select id, ids from manifest
            where id > :behind and account_id = :account and state = 1 and kind <> 'WORKSPACE'
            order by id limit :page
            """)
        .bind("behind", behind)
        .bind("account", account.number())
        .bind("page", PAGE_ROWS)
        .map((row, context) -> new Kept(row.getLong("id"), SqlManifests.blobs(row)))
        .list();
  }
}
