package c3.catalog.sql;

import c3.catalog.ManifestCatalog.Keeper;
import c3.catalog.ManifestCatalog.Portion;
import c3.catalog.ManifestCatalog.Share;
import c3.model.AccountId;
import c3.model.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/// Counts what a portion of an account's charged manifests takes up. Works on sets of ids alone and
/// goes through the account's manifests page by page, each in a transaction of its own: what is
/// committed or deleted meanwhile counts or not.
final class Shares {
  /// Rows of a walk that bring their id sets along.
  private static final int PAGE_ROWS = 10;

  private static final int OTHERS_MAX = 5;

  private final Database database;
  private final AccountId account;

  Shares(Database database, AccountId account) {
    this.database = database;
    this.account = account;
  }

  /// The id set of a charged manifest.
  private record Kept(long number, IdSet blobs) {}

  Share of(Portion portion) throws IOException {
    Set<Long> whole = database.read(handle -> Keepers.manifests(handle, account, portion.whole()));
    Set<Long> partly =
        database.read(handle -> Keepers.manifests(handle, account, portion.partly()));
    IdSet inside = new IdSet();
    try {
      portion.parts().each(digests -> inside.addAll(possessed(digests)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (!whole.isEmpty()) {
      walk(kept -> {
        if (whole.contains(kept.number())) {
          inside.addAll(kept.blobs());
        }
      });
    }
    IdSet outside = new IdSet();
    Deque<Long> others = new ArrayDeque<>();
    walk(kept -> {
      if (!whole.contains(kept.number()) && !partly.contains(kept.number())) {
        outside.addAll(kept.blobs());
        if (kept.blobs().intersects(inside)) {
          others.addFirst(kept.number());
        }
        if (others.size() > OTHERS_MAX) {
          others.removeLast();
        }
      }
    });
    return share(inside, inside.without(outside), others);
  }

  private Share share(IdSet inside, IdSet unique, Collection<Long> others) throws IOException {
    return database.read(handle -> {
      List<Keeper> keepers =
          others.stream().flatMap(number -> Keepers.of(handle, number).stream()).toList();
      return new Share(Charges.sizes(handle, inside), Charges.sizes(handle, unique), keepers);
    });
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

  private void walk(Consumer<Kept> visitor) throws IOException {
    database.walk(visitor, Kept::number, this::page);
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
