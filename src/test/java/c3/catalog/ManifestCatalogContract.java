package c3.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.catalog.BlobCatalog.StoredObject;
import c3.catalog.ManifestCatalog.Commit;
import c3.catalog.ManifestCatalog.CommitResult.Done;
import c3.catalog.ManifestCatalog.CommitResult.Lost;
import c3.catalog.ManifestCatalog.Committed;
import c3.catalog.ManifestCatalog.Lookup;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What every `ManifestCatalog` keeps.
public abstract class ManifestCatalogContract extends CatalogContract {
  private ManifestCatalog manifests;
  private SessionId session;

  @BeforeEach
  void begin() throws IOException {
    manifests = stage.catalog().manifests();
    session = stage.session("one");
  }

  @Test
  void commitsWhatTheSessionHolds() throws IOException {
    stage.put(session, 1, 2);

    assertThat(stage.commit(session, ManifestKind.WORKSPACE, 1, 1, 2))
        .isEqualTo(new Done(Stage.manifest(1)));

    assertThat(manifests.find(AccountId.LOCAL, Stage.blob(-1))).contains(Stage.manifest(1));
    assertThat(stage.find(session).state()).isEqualTo(State.COMMITTED);
    assertThat(committed()).extracting(Committed::blobs).containsExactly(2L);
  }

  @Test
  void findsNoManifestOfAnotherAccount() throws IOException {
    stage.secondAccount();
    stage.commit(session, ManifestKind.JOB, 1);

    assertThat(manifests.find(Stage.OTHER, Stage.blob(-1))).isEmpty();
    assertThat(manifests.find(AccountId.LOCAL, Stage.blob(-2))).isEmpty();
  }

  @Test
  void countsTheEmptyBlobAsPresent() throws IOException {
    stage.put(session, -1, 1);

    assertThat(
            manifests.commit(
                Stage.naming(session, ManifestKind.JOB, 1, List.of(Digest.EMPTY, Stage.blob(1)))))
        .isInstanceOf(Done.class);
    assertThat(manifests.chargedBytes(AccountId.LOCAL)).isEqualTo(Stage.size(1));
  }

  @Test
  void namesEveryBlobThatTheSessionDoesNotHold() throws IOException {
    SessionId other = stage.session("two");
    stage.put(other, 2);
    stage.put(session, 1);

    assertThat(stage.commit(session, ManifestKind.JOB, 1, 1, 2, 3))
        .isInstanceOfSatisfying(
            Lost.class,
            lost ->
                assertThat(lost.blobs()).containsExactlyInAnyOrder(Stage.blob(2), Stage.blob(3)));

    assertThat(stage.find(session).state()).isEqualTo(State.OPEN);
    assertThat(committed()).isEmpty();
    assertThat(manifests.chargedBytes(AccountId.LOCAL)).isZero();
  }

  @Test
  void refusesAManifestThatIsNotStoredItself() throws IOException {
    stage.put(session, 1);

    assertThat(manifests.commit(Stage.naming(session, ManifestKind.WORKSPACE, 1, Stage.blobs(1))))
        .isEqualTo(new Lost(Stage.blobs(-1)));
  }

  @Test
  void commitsAfterWhatWasLostIsPutAgain() throws IOException {
    stage.commit(session, ManifestKind.JOB, 1, 1);

    stage.put(session, 1);

    assertThat(stage.commit(session, ManifestKind.JOB, 1, 1)).isInstanceOf(Done.class);
  }

  @Test
  void refusesABlobThatHasGoneBad() throws IOException {
    stage.put(session, 1, 2);
    stage.backdoor().run("update blob set state = 3 where digest = x'" + Stage.blob(1).hex() + "'");

    assertThat(stage.commit(session, ManifestKind.JOB, 1, 1, 2))
        .isEqualTo(new Lost(Stage.blobs(1)));
  }

  @Test
  void refusesABlobThatGoesBadWhileTheCommitIsPrepared() throws IOException {
    stage.put(session, 1, 2, -1);
    String spoil = "update blob set state = 3 where digest = x'" + Stage.blob(1).hex() + "'";

    assertThat(
            manifests.commit(
                new Commit(
                    session,
                    ManifestKind.JOB,
                    Stage.manifest(1),
                    lookup -> {
                      lookup.sizes(Stage.blobs(1, 2));
                      stage.backdoor().run(spoil);
                    })))
        .isEqualTo(new Lost(Stage.blobs(1)));
    assertThat(manifests.chargedBytes(AccountId.LOCAL)).isZero();
  }

  @Test
  void commitsACondemnedBlobThatTheSessionHolds() throws IOException {
    stage.put(session, 1);
    stage.backdoor().run("update blob set state = 2");

    assertThat(manifests.commit(Stage.naming(session, ManifestKind.JOB, 1, Stage.blobs(1))))
        .isEqualTo(new Lost(Stage.blobs(-1)));
    assertThat(stage.commit(session, ManifestKind.JOB, 1, 1)).isInstanceOf(Done.class);
  }

  @Test
  void commitsContentsThatComeInManyBatchesAndRepeat() throws IOException {
    int[] many = IntStream.range(0, 3_000).toArray();
    stage.put(session, many);
    stage.put(session, -1);

    manifests.commit(
        new Commit(
            session,
            ManifestKind.JOB,
            Stage.manifest(1),
            lookup -> {
              lookup.sizes(Stage.blobs(IntStream.range(0, 2_000).toArray()));
              lookup.sizes(Stage.blobs(IntStream.range(1_000, 3_000).toArray()));
            }));

    assertThat(committed()).extracting(Committed::blobs).containsExactly(3_000L);
    assertThat(manifests.chargedBytes(AccountId.LOCAL))
        .isEqualTo(IntStream.range(0, 3_000).mapToLong(Stage::size).sum());
  }

  @Test
  void saysTheSizesOfWhatTheSessionHolds() throws IOException {
    stage.put(session, 1, -1);
    stage.put(stage.session("two"), 2);
    List<Long> sizes = new ArrayList<>();
    List<Digest> asked =
        List.of(Stage.blob(2), Stage.blob(1), Digest.EMPTY, Stage.blob(1), Stage.blob(3));

    manifests.commit(
        new Commit(
            session,
            ManifestKind.JOB,
            Stage.manifest(1),
            lookup -> Arrays.stream(lookup.sizes(asked)).forEach(sizes::add)));

    assertThat(sizes)
        .containsExactly(
            Lookup.UNKNOWN_BYTES, Stage.size(1), 0L, Stage.size(1), Lookup.UNKNOWN_BYTES);
  }

  @Test
  void contentsMayAskTheCatalog() throws IOException {
    stage.put(session, 1, -1);

    assertThat(
            manifests.commit(
                new Commit(
                    session,
                    ManifestKind.JOB,
                    Stage.manifest(1),
                    lookup -> {
                      stage.catalog().blobs().locate(AccountId.LOCAL, Stage.blobs(-1));
                      lookup.sizes(Stage.blobs(1));
                      stage.catalog().sessions().renew(session, Stage.TTL);
                    })))
        .isInstanceOf(Done.class);
  }

  @Test
  void contentsThatCannotBeReadLeaveTheSessionOpen() throws IOException {
    stage.put(session, 1, -1);

    assertThatThrownBy(() ->
            manifests.commit(
                new Commit(
                    session,
                    ManifestKind.JOB,
                    Stage.manifest(1),
                    lookup -> {
                      lookup.sizes(Stage.blobs(1));
                      throw new IOException("unreadable");
                    })))
        .isInstanceOf(IOException.class)
        .hasMessage("unreadable");
    assertThat(stage.find(session).state()).isEqualTo(State.OPEN);
  }

  @Test
  void answersARepeatedCommitTheSame() throws IOException {
    stage.put(session, 1);
    stage.commit(session, ManifestKind.JOB, 1, 1);
    Commit again =
        new Commit(
            session,
            ManifestKind.JOB,
            Stage.manifest(1),
            lookup -> {
              throw new IOException("nobody needs the contents again");
            });

    assertThat(manifests.commit(again)).isEqualTo(new Done(Stage.manifest(1)));

    assertThat(committed()).hasSize(1);
    assertThat(manifests.chargedBytes(AccountId.LOCAL)).isEqualTo(Stage.size(1));
  }

  @Test
  void refusesAnotherManifestOnACommittedSession() throws IOException {
    stage.commit(session, ManifestKind.JOB, 1);

    assertClosed(() -> manifests.commit(Stage.naming(session, ManifestKind.JOB, 2, List.of())));
  }

  @Test
  void refusesASessionThatHasEndedOrIsLate() throws IOException {
    stage.put(session, -1);
    SessionId aborted = stage.session("two");
    stage.put(aborted, -1);
    stage.catalog().sessions().abort(aborted);
    stage.clock().move(Stage.TTL);

    assertClosed(() -> manifests.commit(Stage.naming(session, ManifestKind.JOB, 1, List.of())));
    assertClosed(() -> manifests.commit(Stage.naming(aborted, ManifestKind.JOB, 1, List.of())));
    assertThat(committed()).isEmpty();
  }

  @Test
  void refusesASessionThatEndsWhileTheCommitIsPrepared() throws IOException {
    stage.put(session, -1);

    assertClosed(() ->
        manifests.commit(
            new Commit(
                session,
                ManifestKind.JOB,
                Stage.manifest(1),
                lookup -> stage.catalog().sessions().abort(session))));
    assertThat(committed()).isEmpty();
  }

  @Test
  void aCommitMakesAnnouncedObjectsDie() throws IOException {
    long announced = stage.announce(session);

    stage.commit(session, ManifestKind.WORKSPACE, 1);

    assertThat(stage.catalog().blobs().dying(10))
        .extracting(StoredObject::object)
        .containsExactly(announced);
  }

  @ParameterizedTest
  @EnumSource(names = {"JOB", "DATASET"})
  void chargesEachContentOnce(ManifestKind kind) throws IOException {
    stage.put(session, 1, 2);
    stage.commit(session, kind, 1, 1, 2);
    SessionId second = stage.session("two");
    stage.put(second, 2, 3);

    stage.commit(second, kind, 2, 2, 3);

    long expected = Stage.size(1) + Stage.size(2) + Stage.size(3);
    assertThat(manifests.chargedBytes(AccountId.LOCAL)).isEqualTo(expected);
    assertThat(manifests.recountedBytes(AccountId.LOCAL)).isEqualTo(expected);
  }

  @Test
  void chargesNothingForAWorkspace() throws IOException {
    stage.stored(1, 1, 2);

    assertThat(manifests.chargedBytes(AccountId.LOCAL)).isZero();
    assertThat(manifests.recountedBytes(AccountId.LOCAL)).isZero();
  }

  @Test
  void chargesWhatAWorkspaceBroughtOnceAJobKeepsIt() throws IOException {
    stage.stored(1, 1, 2);
    stage.catalog().blobs().findMissing(session, Stage.blobs(1));

    stage.commit(session, ManifestKind.JOB, 2, 1);

    assertThat(manifests.chargedBytes(AccountId.LOCAL)).isEqualTo(Stage.size(1));
  }

  @Test
  void chargesEveryAccountThatKeepsAContent() throws IOException {
    stage.secondAccount();
    stage.put(session, 1);
    stage.commit(session, ManifestKind.JOB, 1, 1);
    SessionId theirs = stage.session(Stage.OTHER, "one", Optional.empty());
    stage.put(theirs, 1);

    stage.commit(theirs, ManifestKind.JOB, 1, 1);

    assertThat(manifests.chargedBytes(AccountId.LOCAL)).isEqualTo(Stage.size(1));
    assertThat(manifests.chargedBytes(Stage.OTHER)).isEqualTo(Stage.size(1));
    assertThat(manifests.recountedBytes(Stage.OTHER)).isEqualTo(Stage.size(1));
  }

  @Test
  void numbersManifestsInTheOrderOfTheirCommits() throws IOException {
    for (int i = 1; i <= 25; i++) {
      stage.stored(i, i, 100);
      stage.clock().move(Duration.ofSeconds(-1));
    }

    assertThat(committed())
        .hasSize(25)
        .isSortedAccordingTo((a, b) -> Long.compare(a.number(), b.number()))
        .extracting(Committed::manifest)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 25).mapToObj(Stage::manifest).toList());
  }

  @Test
  void namesAtMostTenThousandLostBlobs() throws IOException {
    stage.put(session, -1);

    assertThat(
            manifests.commit(
                Stage.naming(
                    session,
                    ManifestKind.JOB,
                    1,
                    Stage.blobs(IntStream.range(0, 10_500).toArray()))))
        .isInstanceOfSatisfying(Lost.class, lost -> assertThat(lost.blobs()).hasSize(10_000));
  }

  private List<Committed> committed() throws IOException {
    List<Committed> all = new ArrayList<>();
    manifests.each(all::add);
    return all;
  }

  private static void assertClosed(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            C3Exception.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SESSION_CLOSED));
  }
}
