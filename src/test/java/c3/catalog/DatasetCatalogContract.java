package c3.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.Randomly;
import c3.catalog.DatasetCatalog.Dataset;
import c3.catalog.DatasetCatalog.Listed;
import c3.catalog.DatasetCatalog.Version;
import c3.catalog.DatasetCatalog.VersionCommit;
import c3.catalog.ManifestCatalog.CommitResult.Done;
import c3.catalog.ManifestCatalog.CommitResult.Lost;
import c3.catalog.ManifestCatalog.Keeper;
import c3.catalog.ManifestCatalog.Keeper.OfVersion;
import c3.catalog.ManifestCatalog.Portion;
import c3.catalog.ManifestCatalog.Share;
import c3.catalog.SessionCatalog.State;
import c3.model.AccountId;
import c3.model.C3Exception;
import c3.model.DatasetName;
import c3.model.ErrorCode;
import c3.model.ManifestKind;
import c3.model.ProjectName;
import c3.model.SessionId;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every `DatasetCatalog` keeps.
public abstract class DatasetCatalogContract extends CatalogContract {
  private static final Dataset RAW = dataset("raw");
  private static final Dataset OF_PROJECT =
      new Dataset(Optional.of(new ProjectName("digits")), new DatasetName("raw"));

  private DatasetCatalog datasets;
  private ManifestCatalog manifests;
  private int sessions;

  @BeforeEach
  void begin() throws IOException {
    datasets = stage.catalog().datasets();
    manifests = stage.catalog().manifests();
  }

  @Test
  void numbersVersionsFromOne() throws IOException {
    Version first = version(RAW, 1, 10, 11);
    stage.clock().move(Duration.ofSeconds(1));
    Version second = version(RAW, 2, 11, 12);

    assertThat(first.number()).isEqualTo(1);
    assertThat(first.manifest()).isEqualTo(Stage.manifest(1));
    assertThat(second.number()).isEqualTo(2);
    assertThat(second.created()).isEqualTo(stage.clock().instant());
    assertThat(find(RAW, 1)).contains(first);
    assertThat(newest(RAW)).contains(second);
    assertThat(datasets.versions(AccountId.LOCAL, RAW, Long.MAX_VALUE, 9))
        .containsExactly(second, first);
    assertThat(datasets.versions(AccountId.LOCAL, RAW, 2, 9)).containsExactly(first);
    assertThat(datasets.versions(AccountId.LOCAL, RAW, Long.MAX_VALUE, 1)).containsExactly(second);
  }

  @Test
  void chargesEachContentOnceWhateverTheVersions() throws IOException {
    version(RAW, 1, 10, 11);
    version(RAW, 2, 11, 12);
    version(OF_PROJECT, 3, 12, 13);

    assertThat(manifests.chargedBytes(AccountId.LOCAL)).isEqualTo(sizes(10, 11, 12, 13));
    assertThat(manifests.recountedBytes(AccountId.LOCAL)).isEqualTo(sizes(10, 11, 12, 13));
  }

  @Test
  void keepsTheNewestVersionWhenItIsTheSameManifest() throws IOException {
    Version first = version(RAW, 1, 10);
    SessionId again = session();
    stage.put(again, 10, -1);

    assertThat(commit(RAW, again, 1, 10)).isEqualTo(first);
    assertThat(stage.find(again).state()).isEqualTo(State.COMMITTED);
    assertThat(commit(RAW, again, 1, 10)).isEqualTo(first);
    assertThat(manifests.chargedBytes(AccountId.LOCAL)).isEqualTo(sizes(10));

    version(RAW, 2, 11);
    assertThat(version(RAW, 1, 10).number()).isEqualTo(3);
  }

  @Test
  void givesTheSameVersionWhenACommitIsRepeated() throws IOException {
    SessionId session = session();
    stage.put(session, 10, -1);
    Version first = commit(RAW, session, 1, 10);
    version(RAW, 2, 11);

    assertThat(commit(RAW, session, 1, 10)).isEqualTo(first);
    assertThat(datasets.versions(AccountId.LOCAL, RAW, Long.MAX_VALUE, 9)).hasSize(2);
  }

  @Test
  void refusesASessionThatWasCommittedOtherwise() throws IOException {
    SessionId session = session();
    stage.put(session, 10, -1);
    commit(RAW, session, 1, 10);

    assertRefused(ErrorCode.SESSION_CLOSED, () -> commit(dataset("other"), session, 1, 10));
    assertRefused(ErrorCode.SESSION_CLOSED, () -> commit(RAW, session, 2, 10));
    assertThat(datasets.list(AccountId.LOCAL, Optional.empty(), "", 9)).hasSize(1);
  }

  @Test
  void makesNoVersionOfWhatIsNotHeld() throws IOException {
    SessionId session = session();
    stage.put(session, -1);

    VersionCommit refused =
        datasets.commit(
            OF_PROJECT, Stage.naming(session, ManifestKind.DATASET, 1, Stage.blobs(10)));

    assertThat(refused).isEqualTo(new VersionCommit(new Lost(Stage.blobs(10)), Optional.empty()));
    assertThat(newest(OF_PROJECT)).isEmpty();
    assertThat(stage.find(session).state()).isEqualTo(State.OPEN);
    assertThat(stage.catalog().jobs().projects(AccountId.LOCAL, "", 9)).isEmpty();
  }

  @Test
  void keepsDatasetsOfProjectsApart() throws IOException {
    version(RAW, 1, 10);
    version(OF_PROJECT, 2, 11);
    version(dataset("a-b"), 3, 12);

    assertThat(newest(OF_PROJECT)).map(Version::manifest).contains(Stage.manifest(2));
    assertThat(newest(RAW)).map(Version::manifest).contains(Stage.manifest(1));
    assertThat(names(Optional.empty(), "", 9)).containsExactly("a-b", "raw");
    assertThat(names(Optional.empty(), "", 1)).containsExactly("a-b");
    assertThat(names(Optional.empty(), "a-b", 9)).containsExactly("raw");
    assertThat(names(OF_PROJECT.project(), "", 9)).containsExactly("raw");
    assertThat(names(Optional.of(new ProjectName("absent")), "", 9)).isEmpty();
    assertThat(stage.catalog().jobs().projects(AccountId.LOCAL, "", 9))
        .containsExactly(new ProjectName("digits"));
  }

  @Test
  void showsAnotherAccountNothing() throws IOException {
    stage.secondAccount();
    version(RAW, 1, 10);

    assertThat(datasets.find(Stage.OTHER, RAW, Optional.empty())).isEmpty();
    assertThat(datasets.versions(Stage.OTHER, RAW, Long.MAX_VALUE, 9)).isEmpty();
    assertThat(datasets.list(Stage.OTHER, Optional.empty(), "", 9)).isEmpty();
    assertRefused(ErrorCode.NOT_FOUND, () -> datasets.remove(Stage.OTHER, RAW, 1));
    assertThat(find(RAW, 1)).isPresent();
  }

  @Test
  void releasesWhatOnlyARemovedVersionCharged() throws IOException {
    version(RAW, 1, 10, 11);
    version(RAW, 2, 11, 12);

    datasets.remove(AccountId.LOCAL, RAW, 1);
    datasets.remove(AccountId.LOCAL, RAW, 1);

    assertThat(find(RAW, 1)).isEmpty();
    assertThat(manifests.chargedBytes(AccountId.LOCAL)).isEqualTo(sizes(11, 12));
    assertThat(datasets.list(AccountId.LOCAL, Optional.empty(), "", 9))
        .extracting(listed -> listed.newest().number())
        .containsExactly(2L);
    assertRefused(ErrorCode.NOT_FOUND, () -> datasets.remove(AccountId.LOCAL, RAW, 3));
    assertRefused(
        ErrorCode.NOT_FOUND, () -> datasets.remove(AccountId.LOCAL, dataset("absent"), 1));
  }

  @Test
  void neverGivesANumberOutTwice() throws IOException {
    version(RAW, 1, 10);
    version(RAW, 2, 11);
    datasets.remove(AccountId.LOCAL, RAW, 2);
    datasets.remove(AccountId.LOCAL, RAW, 1);
    assertThat(datasets.list(AccountId.LOCAL, Optional.empty(), "", 9)).isEmpty();
    assertThat(newest(RAW)).isEmpty();

    assertThat(version(RAW, 2, 11).number()).isEqualTo(3);
  }

  @Test
  void saysWhoElseHasWhatAVersionHas() throws IOException {
    version(RAW, 1, 10, 11);
    version(OF_PROJECT, 2, 11);
    Keeper first = new OfVersion(RAW, 1);

    Share share =
        manifests.share(AccountId.LOCAL, new Portion(Set.of(first), Set.of(), batches -> {}));

    assertThat(share)
        .isEqualTo(new Share(sizes(10, 11), sizes(10), List.of(new OfVersion(OF_PROJECT, 1))));
  }

  @Test
  void foreseesExactlyWhatARemovalReleases() {
    Randomly.times(
        4,
        random -> {
          for (int i = 0; i < 5; i++) {
            int[] some = IntStream.range(100, 108).filter(n -> random.nextBoolean()).toArray();
            version(random.nextBoolean() ? RAW : OF_PROJECT, 1 + random.nextInt(4), some);
          }
          for (Dataset dataset : List.of(RAW, OF_PROJECT)) {
            for (Version version :
                datasets.versions(AccountId.LOCAL, dataset, Long.MAX_VALUE, 99)) {
              Keeper keeper = new OfVersion(dataset, version.number());
              Portion portion = new Portion(Set.of(keeper), Set.of(), batches -> {});
              long unique = manifests.share(AccountId.LOCAL, portion).uniqueBytes();
              long before = manifests.chargedBytes(AccountId.LOCAL);
              datasets.remove(AccountId.LOCAL, dataset, version.number());
              assertThat(manifests.chargedBytes(AccountId.LOCAL)).isEqualTo(before - unique);
            }
          }
          assertThat(manifests.chargedBytes(AccountId.LOCAL)).isZero();
        });
  }

  @Test
  void givesUploadsAtTheSameTimeANumberEach() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Callable<Long>> uploads =
          IntStream.rangeClosed(1, 8)
              .<Callable<Long>>mapToObj(n ->
                  () -> {
                    SessionId session = stage.session("at once " + n);
                    stage.put(session, 10, -n);
                    return commit(RAW, session, n, 10).number();
                  })
              .toList();
      List<Long> numbers =
          threads.invokeAll(uploads).stream().map(Future::resultNow).sorted().toList();
      assertThat(numbers).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }
  }

  private static Dataset dataset(String name) {
    return new Dataset(Optional.empty(), new DatasetName(name));
  }

  private SessionId session() throws IOException {
    sessions++;
    return stage.session("session " + sessions);
  }

  private Version version(Dataset dataset, int manifest, int... blobs) throws IOException {
    SessionId session = session();
    stage.put(session, blobs);
    stage.put(session, -manifest);
    return commit(dataset, session, manifest, blobs);
  }

  private Version commit(Dataset dataset, SessionId session, int manifest, int... blobs)
      throws IOException {
    VersionCommit commit =
        datasets.commit(
            dataset, Stage.naming(session, ManifestKind.DATASET, manifest, Stage.blobs(blobs)));
    assertThat(commit.result()).isEqualTo(new Done(Stage.manifest(manifest)));
    return commit.version().orElseThrow();
  }

  private Optional<Version> find(Dataset dataset, long number) throws IOException {
    return datasets.find(AccountId.LOCAL, dataset, Optional.of(number));
  }

  private Optional<Version> newest(Dataset dataset) throws IOException {
    return datasets.find(AccountId.LOCAL, dataset, Optional.empty());
  }

  private List<String> names(Optional<ProjectName> project, String after, int max)
      throws IOException {
    return datasets.list(AccountId.LOCAL, project, after, max).stream()
        .map(Listed::name)
        .map(DatasetName::text)
        .toList();
  }

  private static void assertRefused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(C3Exception.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static long sizes(int... blobs) {
    return Arrays.stream(blobs).mapToLong(Stage::size).sum();
  }
}
