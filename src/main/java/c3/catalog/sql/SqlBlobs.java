package c3.catalog.sql;

import c3.catalog.BlobCatalog;
import c3.catalog.SessionCatalog.Session;
import c3.model.AccountId;
import c3.model.AgentName;
import c3.model.Digest;
import c3.model.DigestStarts;
import c3.model.SessionId;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Blobs and objects as rows. Digests are looked up by readers; the one writer then only checks
/// again, by id, what was found.
final class SqlBlobs implements BlobCatalog {
  private final Database database;
  private final Clock clock;
  private final RecentBlobs recent;

  SqlBlobs(Database database, Clock clock, RecentBlobs recent) {
    this.database = database;
    this.clock = clock;
    this.recent = recent;
  }

  @Override
  public Set<Digest> findMissing(SessionId session, Collection<Digest> digests) throws IOException {
    Presence presence = database.read(handle -> Presence.look(handle, session, digests));
    if (!presence.isHeld()) {
      database.write(handle -> presence.hold(handle, session));
    }
    Set<Digest> missing = new HashSet<>(digests);
    missing.removeAll(presence.present());
    missing.remove(Digest.EMPTY);
    return missing;
  }

  @Override
  public Optional<DigestStarts> possessed(SessionId session, int most) throws IOException {
    return database.read(handle -> Presence.all(handle, session, most));
  }

  @Override
  public List<Long> intend(SessionId session, List<NewObject> objects) throws IOException {
    return database.write(handle -> {
      SessionRows.open(handle, session);
      List<Long> numbers = new ArrayList<>();
      for (NewObject object : objects) {
        numbers.add(ObjectRows.intend(handle, session, object, clock.instant()));
      }
      return numbers;
    });
  }

  @Override
  public void publish(SessionId session, List<LiveObject> objects) throws IOException {
    Publication published =
        database.write(handle -> {
          Session open = SessionRows.open(handle, session);
          Publication publication = new Publication(database, handle, session, clock.instant());
          IdSet ids = publication.publish(objects);
          ids.eachBatch(batch -> BlobRows.possess(handle, open.account(), batch));
          IdSet holds = SessionRows.holds(handle, session);
          holds.addAll(ids);
          SessionRows.hold(handle, session, holds);
          return publication;
        });
    recent.add(published.made());
  }

  @Override
  public Map<Digest, Place> locate(AccountId account, Collection<Digest> digests)
      throws IOException {
    return database.read(handle -> PlaceRows.possessed(handle, account, List.copyOf(digests)));
  }

  @Override
  public Map<Digest, Place> locate(AccountId account, Digest through, Collection<Digest> digests)
      throws IOException {
    return database.read(handle -> {
      Map<Digest, Place> places = PlaceRows.possessed(handle, account, List.copyOf(digests));
      List<Digest> others =
          digests.stream().filter(digest -> !places.containsKey(digest)).distinct().toList();
      if (!others.isEmpty()) {
        places.putAll(
            PlaceRows.among(handle, ManifestRows.shared(handle, account, through), others));
      }
      return places;
    });
  }

  @Override
  public Map<Digest, Place> locate(AgentName agent, Collection<Digest> digests) throws IOException {
    return database.read(handle ->
        PlaceRows.among(handle, ManifestRows.worked(handle, agent), List.copyOf(digests)));
  }

  @Override
  public Set<Digest> markBad(Collection<Spot> damaged) throws IOException {
    return database.write(handle ->
        damaged.stream()
            .filter(spot -> BlobRows.markBad(handle, spot))
            .map(Spot::digest)
            .collect(Collectors.toSet()));
  }

  @Override
  public void markGone(long object) throws IOException {
    database.write(
        handle -> handle.execute("update blob set state = 3 where object_id = ?", object));
  }

  @Override
  public void markSound(Collection<Spot> sound) throws IOException {
    database.write(handle -> {
      sound.forEach(spot -> BlobRows.markSound(handle, spot));
      return sound;
    });
  }

  @Override
  public void skipNumbers(long count) throws IOException {
    database.skipIds("object", count);
  }

  @Override
  public void abandonPending() throws IOException {
    database.write(handle -> handle.execute("update object set state = 2 where state = 0"));
  }

  @Override
  public List<StoredObject> dying(int max) throws IOException {
    return database.read(handle ->
        handle
            .createQuery(
                """
                select id, kind, sha256, size, state from object
                where state = 2 order by id limit :max
                """)
            .bind("max", max)
            .map(ObjectRows::object)
            .list());
  }

  @Override
  public void forget(long object) throws IOException {
    database.write(
        handle -> handle.execute("delete from object where id = ? and state = 2", object));
  }

  @Override
  public void eachObject(Consumer<StoredObject> visitor) throws IOException {
    database.walk(
        visitor,
        StoredObject::object,
        (handle, after) ->
            handle
                .createQuery(
                    """
                    select id, kind, sha256, size, state from object
                    where id > :after order by id limit :page
                    """)
                .bind("after", after)
                .bind("page", Database.PAGE_ROWS)
                .map(ObjectRows::object)
                .list());
  }

  @Override
  public List<StoredBlob> blobsIn(long object) throws IOException {
    return database.read(handle ->
        handle
            .createQuery(
                """
                select id, digest, size, state, object_id, off, stored_len, codec from blob
                where object_id = :object order by off, id
                """)
            .bind("object", object)
            .map(BlobRows::blob)
            .list());
  }

  @Override
  public void eachStray(Consumer<StoredBlob> visitor) throws IOException {
    database.walk(
        visitor,
        StoredBlob::blob,
        (handle, after) ->
            handle
                .createQuery(
                    """
                    select id, digest, size, state, object_id, off, stored_len, codec from blob
                    where id > :after and not exists
                      (select 1 from object where object.id = blob.object_id and object.state = 1)
                    order by id limit :page
                    """)
                .bind("after", after)
                .bind("page", Database.PAGE_ROWS)
                .map(BlobRows::blob)
                .list());
  }
}
