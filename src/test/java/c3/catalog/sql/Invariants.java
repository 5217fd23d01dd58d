package c3.catalog.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// What must hold of a catalog's rows at any moment: the invariants of docs/format.md that rows
/// alone can show.
public final class Invariants {
  private final Handle handle;

  private Invariants(Handle handle) {
    this.handle = handle;
  }

  /// Fails when one does not hold; the name of each says which.
  ///
  /// @param url the database, as JDBC names it
  public static void check(String url) throws IOException {
    try (Handle handle = Jdbi.open(url)) {
      Invariants invariants = new Invariants(handle);
      invariants.manifestsNameOnlyBlobsThatAreThere();
      invariants.blobsLieWithinLiveObjects();
      invariants.nothingLiesInADyingObject();
      invariants.announcedObjectsBelongToOpenSessions();
      invariants.sessionsHoldOnlyWhatTheirAccountHas();
      invariants.chargesAreTheSumOfWhatManifestsName();
    }
  }

  /// I1.
  private void manifestsNameOnlyBlobsThatAreThere() throws IOException {
    none("select id from manifest where state = 1 and blob_id not in (select id from blob)");
    for (Ids manifest : ids("select id, ids from manifest where state = 1")) {
      assertThat(alive(manifest.ids())).as("blobs of manifest " + manifest.owner()).isTrue();
    }
  }

  /// I2.
  private void blobsLieWithinLiveObjects() {
    none(
        """
        select blob.id from blob left join object on object.id = blob.object_id
        where blob.state <> 3
          and (object.id is null or object.state <> 1 or off + stored_len > object.size)
        """);
  }

  /// I6.
  private void nothingLiesInADyingObject() {
    none("select id from object where state = 2 and id in (select object_id from blob)");
    none("select id from object where state = 1 and id not in (select object_id from blob)");
  }

  /// I7.
  private void announcedObjectsBelongToOpenSessions() {
    none(
        """
        select object.id from object left join session on session.id = object.session_id
        where object.state = 0 and (session.id is null or session.state <> 'OPEN')
        """);
    none("select id from session where expires_at is null");
    none("select id from session where (state = 'OPEN') <> (holds is not null)");
    none("select id from session where (state = 'COMMITTED') <> (manifest_id is not null)");
  }

  private void sessionsHoldOnlyWhatTheirAccountHas() throws IOException {
    none("select blob_id from account_blob where blob_id not in (select id from blob)");
    for (Ids session : ids("select account_id, holds from session where state = 'OPEN'")) {
      assertThat(possessed(session.owner()).containsAll(session.ids())).isTrue();
    }
  }

  private void chargesAreTheSumOfWhatManifestsName() throws IOException {
    Map<Long, Map<Long, Integer>> refs = new HashMap<>();
    for (Ids manifest :
        ids("select account_id, ids from manifest where state = 1 and kind <> 'WORKSPACE'")) {
      Map<Long, Integer> ofAccount =
          refs.computeIfAbsent(manifest.owner(), account -> new HashMap<>());
      each(manifest.ids()).forEach(id -> ofAccount.merge(id, 1, Integer::sum));
    }
    handle
        .createQuery("select account_id, blob_id, refs from account_blob")
        .map((row, context) ->
            List.of(row.getLong("account_id"), row.getLong("blob_id"), row.getLong("refs")))
        .forEach(row ->
            assertThat(row.get(2).intValue())
                .as("refs of blob " + row.get(1))
                .isEqualTo(refs.getOrDefault(row.get(0), Map.of()).getOrDefault(row.get(1), 0)));
    none(
        """
        select id from account where charged_bytes <>
          (select coalesce(sum(size), 0) from blob where id in
            (select blob_id from account_blob where account_id = account.id and refs > 0))
        """);
  }

  private record Ids(long owner, IdSet ids) {}

  private List<Ids> ids(String query) throws IOException {
    List<Map.Entry<Long, byte[]>> rows =
        handle
            .createQuery(query)
            .map((row, context) -> Map.entry(row.getLong(1), row.getBytes(2)))
            .list();
    List<Ids> ids = new ArrayList<>();
    for (Map.Entry<Long, byte[]> row : rows) {
      ids.add(new Ids(row.getKey(), IdSet.read(row.getValue())));
    }
    return ids;
  }

  private boolean alive(IdSet ids) throws IOException {
    long[] alive = {0};
    ids.eachBatch(batch -> alive[0] += BlobRows.countAlive(handle, batch));
    return alive[0] == ids.size();
  }

  private IdSet possessed(long account) {
    IdSet possessed = new IdSet();
    handle
        .createQuery("select blob_id from account_blob where account_id = :account")
        .bind("account", account)
        .mapTo(Long.class)
        .forEach(possessed::add);
    return possessed;
  }

  private Set<Long> each(IdSet ids) throws IOException {
    Set<Long> each = new HashSet<>();
    ids.eachBatch(batch ->
        batch
            .bind(handle.createQuery("select id from blob where id <ids>"))
            .mapTo(Long.class)
            .forEach(each::add));
    return each;
  }

  private void none(String query) {
    assertThat(handle.createQuery(query).mapTo(String.class).list()).as(query).isEmpty();
  }
}
