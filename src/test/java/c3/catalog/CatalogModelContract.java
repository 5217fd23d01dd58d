package c3.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.Randomly;
import c3.catalog.BlobCatalog.ObjectState;
import c3.catalog.BlobCatalog.StoredObject;
import c3.catalog.ManifestCatalog.CommitResult;
import c3.catalog.ManifestCatalog.CommitResult.Done;
import c3.catalog.ManifestCatalog.CommitResult.Lost;
import c3.catalog.ReferenceCatalog.Outcome;
import c3.catalog.ReferenceCatalog.Upload;
import c3.catalog.SessionCatalog.Session;
import c3.catalog.SessionCatalog.State;
import c3.model.AccountId;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import c3.model.ManifestKind;
import c3.model.SessionId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// Random uploads by two accounts do to a catalog what they do to the reference.
public abstract class CatalogModelContract {
  private static final int CASES = 4;
  private static final int STEPS = 120;
  private static final int BLOBS = 30;
  private static final int MANIFESTS = 5;
  private static final List<ManifestKind> KINDS = List.of(ManifestKind.values());
  private static final Duration GRACE = Duration.ofHours(1);

  /// A fresh catalog, each time.
  protected abstract Stage stage() throws IOException;

  @Test
  void doesWhatTheReferenceDoes() {
    Randomly.times(
        CASES,
        random -> {
          try (Stage stage = stage()) {
            stage.secondAccount();
            Run run = new Run(stage, new ReferenceCatalog(), random);
            for (int step = 0; step < STEPS; step++) {
              run.step();
            }
            run.compare();
          }
        });
  }

  /// One history, done to both.
  private record Run(Stage stage, ReferenceCatalog reference, RandomGenerator random) {
    void step() throws IOException {
      switch (random.nextInt(12)) {
        case 0, 1 -> open();
        case 2, 3, 4 -> put(anySession(), numbers(BLOBS));
        case 5, 6 -> findMissing(anySession());
        case 7, 8 -> commit(anySession());
        case 9 -> end(anySession());
        case 10 -> passTime();
        default -> announceOrCleanUp(anySession());
      }
      if (random.nextInt(10) == 0) {
        compare();
      }
    }

    void open() throws IOException {
      AccountId account = random.nextBoolean() ? AccountId.LOCAL : Stage.OTHER;
      String key = "key " + random.nextInt(6);
      Optional<SessionId> same = reference.ofKey(account, key);
      SessionId opened = stage.session(account, key, Optional.empty());
      same.ifPresent(expected -> assertThat(opened).isEqualTo(expected));
      Upload session =
          reference.sessions.computeIfAbsent(
              opened, id -> new Upload(account, key, stage.clock().instant()));
      if (session.isOpen()) {
        session.expires = stage.clock().instant().plus(Stage.TTL);
      }
    }

    SessionId anySession() throws IOException {
      if (reference.sessions.isEmpty()) {
        open();
      }
      List<SessionId> all = reference.sessions.keySet().stream().sorted(this::order).toList();
      return all.get(random.nextInt(all.size()));
    }

    private int order(SessionId a, SessionId b) {
      return a.text().compareTo(b.text());
    }

    void put(SessionId id, Set<Integer> blobs) throws IOException {
      Upload session = upload(id);
      if (!session.isOpen()) {
        assertClosed(() -> stage.put(id, array(blobs)));
        return;
      }
      long object = stage.put(id, array(blobs));
      reference.announce(session, object);
      reference.publish(session, object, blobs);
    }

    void findMissing(SessionId id) throws IOException {
      Upload session = upload(id);
      Set<Integer> wanted = numbers(BLOBS);
      if (!session.isOpen()) {
        assertClosed(() -> blobs().findMissing(id, digests(wanted)));
        return;
      }
      assertThat(blobs().findMissing(id, digests(wanted)))
          .isEqualTo(digests(reference.findMissing(session, wanted)));
    }

    void commit(SessionId id) throws IOException {
      Upload session = upload(id);
      int manifest = 1 + random.nextInt(MANIFESTS);
      ManifestKind kind = KINDS.get(random.nextInt(KINDS.size()));
      Set<Integer> contents = random.nextInt(3) == 0 ? numbers(BLOBS) : someHeld(session);
      if (random.nextInt(4) > 0 && session.isOpen()) {
        put(id, Set.of(-manifest));
      }
      Outcome expected =
          reference.commit(session, kind, manifest, contents, stage.clock().instant());
      if (expected.closed()) {
        assertClosed(() -> commit(id, kind, manifest, contents));
      } else if (expected.done()) {
        assertThat(commit(id, kind, manifest, contents))
            .isEqualTo(new Done(Stage.manifest(manifest)));
      } else {
        assertThat(commit(id, kind, manifest, contents))
            .isInstanceOfSatisfying(
                Lost.class,
                lost ->
                    assertThat(lost.blobs())
                        .containsExactlyInAnyOrderElementsOf(digests(expected.lost())));
      }
    }

    CommitResult commit(SessionId id, ManifestKind kind, int manifest, Set<Integer> contents)
        throws IOException {
      return stage
          .catalog()
          .manifests()
          .commit(Stage.naming(id, kind, manifest, List.copyOf(digests(contents))));
    }

    void end(SessionId id) throws IOException {
      stage.catalog().sessions().abort(id);
      if (upload(id).isOpen()) {
        reference.end(upload(id), State.ABORTED);
      }
    }

    void passTime() throws IOException {
      stage.clock().move(Duration.ofMinutes(random.nextInt(-30, 90)));
      reference.expire(stage.clock().instant(), GRACE);
      stage.catalog().sessions().expire(GRACE);
    }

    void announceOrCleanUp(SessionId id) throws IOException {
      if (upload(id).isOpen() && random.nextInt(3) > 0) {
        reference.announce(upload(id), stage.announce(id));
        return;
      }
      if (random.nextInt(3) == 0) {
        blobs().abandonPending();
        reference.abandon();
      }
      for (StoredObject dying : blobs().dying(3)) {
        blobs().forget(dying.object());
        assertThat(reference.objects.remove(dying.object())).isEqualTo(ObjectState.DELETING);
      }
    }

    void compare() throws IOException {
      stage.backdoor().checkInvariants();
      for (AccountId account : List.of(AccountId.LOCAL, Stage.OTHER)) {
        long charged = reference.charged(account);
        assertThat(stage.catalog().manifests().chargedBytes(account)).isEqualTo(charged);
        assertThat(stage.catalog().manifests().recountedBytes(account)).isEqualTo(charged);
      }
      Map<Long, ObjectState> objects = new TreeMap<>();
      blobs().eachObject(object -> objects.put(object.object(), object.state()));
      assertThat(objects).isEqualTo(reference.objects);
      Map<SessionId, State> states = new HashMap<>();
      for (SessionId id : reference.sessions.keySet()) {
        Session session = stage.find(id);
        assertThat(session.expires()).isEqualTo(upload(id).expires);
        states.put(id, session.state());
        assertThat(session.state()).isEqualTo(upload(id).state);
      }
      assertThat(stage.catalog().sessions().open())
          .hasSize((int) states.values().stream().filter(State.OPEN::equals).count());
      List<Long> kept = new ArrayList<>();
      stage.catalog().manifests().each(manifest -> kept.add(manifest.blobs()));
      assertThat(kept)
          .isEqualTo(reference.manifests.stream().map(m -> (long) m.contents().size()).toList());
    }

    private BlobCatalog blobs() {
      return stage.catalog().blobs();
    }

    private Upload upload(SessionId id) {
      return Objects.requireNonNull(reference.sessions.get(id));
    }

    private Set<Integer> numbers(int bound) {
      Set<Integer> numbers = new HashSet<>();
      for (int i = random.nextInt(1, 8); i > 0; i--) {
        numbers.add(random.nextInt(1, bound));
      }
      return numbers;
    }

    private Set<Integer> someHeld(Upload session) {
      Set<Integer> some = new HashSet<>();
      session.holds.stream()
          .filter(blob -> blob > 0)
          .sorted()
          .filter(blob -> random.nextBoolean())
          .forEach(some::add);
      return some;
    }

    private static int[] array(Set<Integer> numbers) {
      return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    private static Set<Digest> digests(Collection<Integer> numbers) {
      Set<Digest> digests = new HashSet<>();
      numbers.forEach(number -> digests.add(Stage.blob(number)));
      return digests;
    }

    private static void assertClosed(ThrowingCallable call) {
      assertThatThrownBy(call)
          .isInstanceOfSatisfying(
              C3Exception.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SESSION_CLOSED));
    }
  }
}
