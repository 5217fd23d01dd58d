package c3.catalog;

import c3.catalog.BlobCatalog.ObjectState;
import c3.catalog.SessionCatalog.State;
import c3.model.AccountId;
import c3.model.ManifestKind;
import c3.model.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What a catalog does, in sets and maps, with blobs that go by numbers. The real one is compared
/// with it.
final class ReferenceCatalog {
  final Map<SessionId, Upload> sessions = new HashMap<>();
  final Map<Long, ObjectState> objects = new TreeMap<>();
  final List<Kept> manifests = new ArrayList<>();
  private final Set<Integer> stored = new HashSet<>();
  private final Map<AccountId, Set<Integer>> possessed = new HashMap<>();

  /// A session.
  static final class Upload {
    final AccountId account;
    final String key;
    final Set<Integer> holds = new HashSet<>();
    final Set<Long> announced = new HashSet<>();
    State state = State.OPEN;
    Instant expires;
    Optional<Integer> manifest = Optional.empty();

    Upload(AccountId account, String key, Instant expires) {
      this.account = account;
      this.key = key;
      this.expires = expires;
    }

    boolean isOpen() {
      return state == State.OPEN;
    }
  }

  /// A committed manifest.
  record Kept(AccountId account, ManifestKind kind, Set<Integer> contents) {}

  /// What a commit comes to: CLOSED, DONE, or what is lost.
  record Outcome(boolean closed, Set<Integer> lost) {
    boolean done() {
      return !closed && lost.isEmpty();
    }
  }

  Optional<SessionId> ofKey(AccountId account, String key) {
    return sessions.entrySet().stream()
        .filter(s -> s.getValue().account.equals(account) && s.getValue().key.equals(key))
        .filter(s -> s.getValue().isOpen() || s.getValue().state == State.COMMITTED)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  void announce(Upload session, long object) {
    session.announced.add(object);
    objects.put(object, ObjectState.PENDING);
  }

  void publish(Upload session, long object, Collection<Integer> blobs) {
    boolean anyNew = stored.addAll(blobs);
    objects.put(object, anyNew ? ObjectState.LIVE : ObjectState.DELETING);
    session.announced.remove(object);
    session.holds.addAll(blobs);
    possessed(session.account).addAll(blobs);
  }

  Set<Integer> findMissing(Upload session, Collection<Integer> blobs) {
    Set<Integer> missing = new HashSet<>(blobs);
    missing.removeAll(possessed(session.account));
    blobs.stream().filter(blob -> !missing.contains(blob)).forEach(session.holds::add);
    return missing;
  }

  private Set<Integer> possessed(AccountId account) {
    return possessed.computeIfAbsent(account, a -> new HashSet<>());
  }

  Outcome commit(
      Upload session, ManifestKind kind, int manifest, Set<Integer> contents, Instant now) {
    if (session.manifest.equals(Optional.of(manifest))) {
      return new Outcome(false, Set.of());
    }
    if (!session.isOpen() || !session.expires.isAfter(now)) {
      return new Outcome(true, Set.of());
    }
    Set<Integer> lost = new HashSet<>(contents);
    lost.add(-manifest);
    lost.removeAll(session.holds);
    if (lost.isEmpty()) {
      manifests.add(new Kept(session.account, kind, contents));
      session.manifest = Optional.of(manifest);
      end(session, State.COMMITTED);
    }
    return new Outcome(false, lost);
  }

  void end(Upload session, State state) {
    session.state = state;
    session.holds.clear();
    session.announced.forEach(object -> objects.put(object, ObjectState.DELETING));
    session.announced.clear();
  }

  void expire(Instant now, Duration grace) {
    sessions.values().stream()
        .filter(session -> session.isOpen() && session.expires.isBefore(now.minus(grace)))
        .forEach(session -> end(session, State.EXPIRED));
  }

  void abandon() {
    sessions.values().forEach(session -> session.announced.clear());
    objects.replaceAll(
        (object, state) -> state == ObjectState.PENDING ? ObjectState.DELETING : state);
  }

  long charged(AccountId account) {
    Set<Integer> paid = new HashSet<>();
    manifests.stream()
        .filter(kept -> kept.account().equals(account) && kept.kind() != ManifestKind.WORKSPACE)
        .forEach(kept -> paid.addAll(kept.contents()));
    return paid.stream().mapToLong(Stage::size).sum();
  }
}
