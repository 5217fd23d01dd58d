package c3.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.catalog.BlobCatalog.BlobState;
import c3.catalog.BlobCatalog.Extent;
import c3.catalog.BlobCatalog.LiveObject;
import c3.catalog.BlobCatalog.NewObject;
import c3.catalog.BlobCatalog.ObjectState;
import c3.catalog.BlobCatalog.Place;
import c3.catalog.BlobCatalog.Spot;
import c3.catalog.BlobCatalog.StoredBlob;
import c3.catalog.BlobCatalog.StoredObject;
import c3.model.AccountId;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.DigestStarts;
import c3.model.ErrorCode;
import c3.model.ManifestKind;
import c3.model.SessionId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every `BlobCatalog` keeps.
public abstract class BlobCatalogContract extends CatalogContract {
  private BlobCatalog blobs;
  private SessionId session;

  @BeforeEach
  void begin() throws IOException {
    blobs = stage.catalog().blobs();
    session = stage.session("one");
  }

  @Test
  void reportsAbsentBlobsAsMissing() throws IOException {
    stage.put(session, 1, 2);

    assertThat(blobs.findMissing(session, Stage.blobs(1, 2, 3, 3, 4)))
        .containsExactlyInAnyOrder(Stage.blob(3), Stage.blob(4));
  }

  @Test
  void neverMissesTheEmptyBlob() throws IOException {
    assertThat(blobs.findMissing(session, List.of(Digest.EMPTY))).isEmpty();
  }

  @Test
  void answersForManyDigestsAtOnce() throws IOException {
    int[] many = IntStream.range(0, 1_300).toArray();
    stage.put(session, many);

    assertThat(blobs.findMissing(session, Stage.blobs(IntStream.range(0, 2_777).toArray())))
        .hasSize(1_477)
        .doesNotContainAnyElementsOf(Stage.blobs(many));
  }

  @Test
  void listsWhatAnAccountHasWhateverItsState() throws IOException {
    assertThat(blobs.possessed(session, 1)).contains(DigestStarts.of());
    stage.put(session, 1, 2, 3);
    mark(2, 2);
    mark(3, 3);
    stage.secondAccount();
    SessionId theirs = stage.session(Stage.OTHER, "two", Optional.empty());
    stage.put(theirs, 3, 4);

    assertThat(starts(session, 3)).containsExactlyInAnyOrderElementsOf(starts(1, 2, 3));
    assertThat(starts(theirs, 3)).containsExactlyInAnyOrderElementsOf(starts(3, 4));
    assertThat(blobs.possessed(session, 2)).isEmpty();
  }

  @Test
  void listsManyBlobs() throws IOException {
    int[] many = IntStream.range(0, 1_300).toArray();
    stage.put(session, many);

    assertThat(starts(session, 1_300)).containsExactlyInAnyOrderElementsOf(starts(many));
    assertThat(blobs.possessed(session, 1_299)).isEmpty();
  }

  private List<Long> starts(SessionId session, int most) throws IOException {
    DigestStarts starts = blobs.possessed(session, most).orElseThrow();
    return IntStream.range(0, starts.size()).mapToObj(starts::get).toList();
  }

  private static List<Long> starts(int... numbers) {
    return Stage.blobs(numbers).stream().map(Digest::first).toList();
  }

  @Test
  void reportsAnotherAccountsBlobAsMissing() throws IOException {
    stage.put(session, 1);
    stage.secondAccount();
    SessionId theirs = stage.session(Stage.OTHER, "two", Optional.empty());

    assertThat(blobs.findMissing(theirs, Stage.blobs(1))).containsExactly(Stage.blob(1));
    assertThat(blobs.locate(Stage.OTHER, Stage.blobs(1))).isEmpty();
  }

  @Test
  void givesAnAccountABlobThatItPutItselfWhoeverHadItBefore() throws IOException {
    long first = stage.put(session, 1);
    stage.secondAccount();
    SessionId theirs = stage.session(Stage.OTHER, "two", Optional.empty());

    stage.put(theirs, 1);

    assertThat(blobs.findMissing(theirs, Stage.blobs(1))).isEmpty();
    assertThat(blobs.locate(Stage.OTHER, Stage.blobs(1)).get(Stage.blob(1)))
        .extracting(Place::object)
        .isEqualTo(first);
  }

  @Test
  void reportsABadBlobAsMissingAndLocatesItAsBad() throws IOException {
    stage.put(session, 1, 2);

    assertThat(blobs.markBad(List.of(spot(1)))).containsExactly(Stage.blob(1));
    assertThat(blobs.markBad(List.of(spot(1)))).containsExactly(Stage.blob(1));

    assertThat(blobs.findMissing(session, Stage.blobs(1, 2))).containsExactly(Stage.blob(1));
    assertThat(place(1).bad()).isTrue();
    assertThat(place(2).bad()).isFalse();
  }

  @Test
  void marksACondemnedBlobToo() throws IOException {
    stage.put(session, 1);
    mark(1, 2);

    blobs.markBad(List.of(spot(1)));

    assertThat(states()).containsExactly(BlobState.BAD);
    assertThat(blobs.findMissing(session, Stage.blobs(1))).containsExactly(Stage.blob(1));
  }

  @Test
  void neverMarksABlobThatWasMendedSinceItWasRead() throws IOException {
    stage.put(session, 1);
    Spot read = spot(1);
    blobs.markBad(List.of(read));
    long better = stage.put(session, 1);

    assertThat(blobs.markBad(List.of(read, new Spot(Stage.blob(7), better)))).isEmpty();

    assertThat(states()).containsExactly(BlobState.LIVE);
    assertThat(spot(1)).isEqualTo(new Spot(Stage.blob(1), better));
  }

  @Test
  void marksAllThatLiesInAnObjectThatIsGone() throws IOException {
    long gone = stage.put(session, 1, 2);
    stage.put(session, 3);

    blobs.markGone(gone);

    assertThat(blobs.findMissing(session, Stage.blobs(1, 2, 3)))
        .containsExactlyInAnyOrder(Stage.blob(1), Stage.blob(2));
    stage.put(session, 1, 2);
    blobs.markGone(gone);
    assertThat(states()).containsOnly(BlobState.LIVE);
  }

  @Test
  void takesAMarkBackWhereTheBlobWasFoundRight() throws IOException {
    stage.put(session, 1, 2);
    Spot first = spot(1);
    blobs.markBad(List.of(first, spot(2)));

    blobs.markSound(List.of(first, new Spot(Stage.blob(2), first.object() + 1)));

    assertThat(blobs.findMissing(session, Stage.blobs(1, 2))).containsExactly(Stage.blob(2));
  }

  @Test
  void refusesACommitThatNamesABlobWhichWasFoundBadMeanwhile() throws IOException {
    stage.put(session, 1, 2, -1);
    blobs.markBad(List.of(spot(2)));

    assertThat(
            stage
                .catalog()
                .manifests()
                .commit(Stage.naming(session, ManifestKind.WORKSPACE, 1, Stage.blobs(1, 2))))
        .isEqualTo(new ManifestCatalog.CommitResult.Lost(Stage.blobs(2)));
  }

  private Spot spot(int blob) throws IOException {
    return place(blob).spot();
  }

  private Place place(int blob) throws IOException {
    return blobs.locate(AccountId.LOCAL, Stage.blobs(blob)).values().iterator().next();
  }

  @Test
  void takesBackACondemnedBlobThatSomebodyFinds() throws IOException {
    stage.put(session, 1);
    mark(1, 2);

    assertThat(blobs.findMissing(session, Stage.blobs(1))).isEmpty();

    assertThat(states()).containsExactly(BlobState.LIVE);
  }

  @Test
  void takesBackACondemnedBlobThatIsPutAgain() throws IOException {
    long first = stage.put(session, 1);
    mark(1, 2);

    long second = stage.put(session, 1);

    assertThat(states()).containsExactly(BlobState.LIVE);
    assertThat(objects())
        .containsEntry(first, ObjectState.LIVE)
        .containsEntry(second, ObjectState.DELETING);
  }

  @Test
  void refusesASessionThatHasEnded() throws IOException {
    long announced = stage.announce(session);
    stage.catalog().sessions().abort(session);

    List<Callable<?>> calls =
        List.of(
            () -> blobs.findMissing(session, Stage.blobs(1)),
            () -> blobs.findMissing(session, List.of()),
            () -> blobs.possessed(session, 1),
            () -> blobs.intend(session, List.of(new NewObject('w', Stage.blob(1), 1))),
            () -> {
              blobs.publish(session, List.of(Stage.bundle(announced, 1)));
              return announced;
            });

    for (Callable<?> call : calls) {
      assertThatThrownBy(call::call)
          .isInstanceOfSatisfying(
              C3Exception.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SESSION_CLOSED));
    }
    assertThat(blobs.findMissing(stage.session("other"), Stage.blobs(1))).hasSize(1);
  }

  @Test
  void numbersObjectsInOrderAndNeverTwice() throws IOException {
    List<Long> first =
        blobs.intend(
            session,
            List.of(new NewObject('w', Stage.blob(1), 10), new NewObject('b', Stage.blob(1), 20)));
    stage.catalog().sessions().abort(session);
    for (long object : first) {
      blobs.forget(object);
    }

    List<Long> second =
        blobs.intend(stage.session("two"), List.of(new NewObject('w', Stage.blob(1), 10)));

    assertThat(first).hasSize(2).isSorted().doesNotHaveDuplicates();
    assertThat(second.getFirst()).isGreaterThan(first.getLast());
  }

  @Test
  void leavesOutNumbers() throws IOException {
    blobs.skipNumbers(1_000);
    long first = stage.announce(session);
    blobs.skipNumbers(1L << 40);
    long second = stage.announce(session);

    assertThat(first).isGreaterThan(1_000);
    assertThat(second).isGreaterThan(first + (1L << 40));
  }

  @Test
  void remembersWhatWasAnnounced() throws IOException {
    List<Long> numbers =
        blobs.intend(
            session,
            List.of(new NewObject('w', Stage.blob(1), 10), new NewObject('x', Stage.blob(2), 20)));

    List<StoredObject> stored = new ArrayList<>();
    blobs.eachObject(stored::add);

    assertThat(stored)
        .containsExactly(
            new StoredObject(numbers.get(0), 'w', Stage.blob(1), 10, ObjectState.PENDING),
            new StoredObject(numbers.get(1), 'x', Stage.blob(2), 20, ObjectState.PENDING));
  }

  @Test
  void locatesWhatWasPublished() throws IOException {
    long object = blobs.intend(session, List.of(new NewObject('b', Stage.blob(9), 500))).getFirst();
    Extent extent = new Extent(Stage.blob(1), 84, 100, 300, 1);

    blobs.publish(session, List.of(new LiveObject(object, List.of(extent))));

    assertThat(blobs.locate(AccountId.LOCAL, Stage.blobs(1, 2)))
        .isEqualTo(Map.of(Stage.blob(1), new Place('b', object, Stage.blob(9), extent, false)));
    List<StoredBlob> stored = blobs.blobsIn(object);
    assertThat(stored)
        .containsExactly(new StoredBlob(stored.getFirst().blob(), object, extent, BlobState.LIVE));
  }

  @Test
  void listsWhatLiesInAnObjectInTheOrderOfItsBytes() throws IOException {
    long object = blobs.intend(session, List.of(new NewObject('b', Stage.blob(9), 500))).getFirst();
    Extent behind = new Extent(Stage.blob(1), 300, 100, 100, 0);
    Extent before = new Extent(Stage.blob(2), 84, 100, 100, 0);

    blobs.publish(session, List.of(new LiveObject(object, List.of(behind, before))));

    assertThat(blobs.blobsIn(object))
        .extracting(StoredBlob::extent)
        .containsExactly(before, behind);
    assertThat(blobs.blobsIn(object + 1)).isEmpty();
  }

  @Test
  void onlyBlobsWithoutALiveObjectAreStray() throws IOException {
    stage.put(session, 1, 2);
    long gone = stage.announce(session);
    blobs.publish(session, List.of(Stage.bundle(gone, 3)));
    mark(3, 3);
    stage.backdoor().run("delete from object where id = " + gone);
    List<StoredBlob> stray = new ArrayList<>();

    blobs.eachStray(stray::add);

    assertThat(stray).extracting(blob -> blob.extent().digest()).containsExactly(Stage.blob(3));
  }

  @Test
  void losingTheRaceToPutABlobIsSuccess() throws IOException {
    long first = stage.announce(session);
    long second = stage.announce(session);
    blobs.publish(session, List.of(Stage.bundle(first, 1, 2)));

    blobs.publish(session, List.of(Stage.bundle(second, 1, 2)));

    assertThat(objects())
        .containsEntry(first, ObjectState.LIVE)
        .containsEntry(second, ObjectState.DELETING);
    assertThat(blobs.dying(10)).extracting(StoredObject::object).containsExactly(second);
  }

  @Test
  void anObjectWithOneNewBlobLives() throws IOException {
    long first = stage.put(session, 1, 2);
    long second = stage.put(session, 2, 3);

    assertThat(objects())
        .containsEntry(first, ObjectState.LIVE)
        .containsEntry(second, ObjectState.LIVE);
    Map<Digest, Place> places = blobs.locate(AccountId.LOCAL, Stage.blobs(2, 3));
    assertThat(places.get(Stage.blob(2))).extracting(Place::object).isEqualTo(first);
    assertThat(places.get(Stage.blob(3))).extracting(Place::object).isEqualTo(second);
  }

  @Test
  void aDigestThatComesTwiceInOneCallIsRecordedOnce() throws IOException {
    long first = stage.announce(session);
    long second = stage.announce(session);

    blobs.publish(session, List.of(Stage.bundle(first, 1), Stage.bundle(second, 1, 1)));

    assertThat(objects())
        .containsEntry(first, ObjectState.LIVE)
        .containsEntry(second, ObjectState.DELETING);
  }

  @Test
  void aBadBlobMovesToTheNewObjectAndItsOldOneDies() throws IOException {
    long lonely = stage.put(session, 1);
    long shared = stage.put(session, 2, 3);
    blobs.markBad(List.of(spot(1), spot(2)));

    long better = stage.put(session, 1, 2);

    assertThat(states()).containsOnly(BlobState.LIVE);
    assertThat(objects())
        .containsEntry(lonely, ObjectState.DELETING)
        .containsEntry(shared, ObjectState.LIVE)
        .containsEntry(better, ObjectState.LIVE);
    assertThat(blobs.locate(AccountId.LOCAL, Stage.blobs(1, 2)).values())
        .extracting(Place::object)
        .containsOnly(better);
    assertThat(blobs.findMissing(session, Stage.blobs(1, 2, 3))).isEmpty();
  }

  @Test
  void neverRecordsTheEmptyBlob() throws IOException {
    long object = stage.announce(session);

    blobs.publish(
        session, List.of(new LiveObject(object, List.of(new Extent(Digest.EMPTY, 32, 0, 0, 0)))));

    assertThat(objects()).containsEntry(object, ObjectState.DELETING);
    assertThat(states()).isEmpty();
  }

  @Test
  void refusesToPublishWhatWasNotAnnouncedByTheSession() throws IOException {
    SessionId stranger = stage.session("two");
    long announced = stage.announce(session);
    stage.put(stranger, 7);

    assertThatThrownBy(() -> blobs.publish(stranger, List.of(Stage.bundle(announced, 1))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(objects()).containsEntry(announced, ObjectState.PENDING);
    assertThat(states()).hasSize(1);
  }

  @Test
  void abandonsWhatNobodyPublished() throws IOException {
    long published = stage.put(session, 1);
    long announced = stage.announce(session);

    blobs.abandonPending();

    assertThat(objects())
        .containsEntry(published, ObjectState.LIVE)
        .containsEntry(announced, ObjectState.DELETING);
  }

  @Test
  void forgetsOnlyWhatDies() throws IOException {
    long published = stage.put(session, 1);
    long announced = stage.announce(session);
    blobs.abandonPending();

    blobs.forget(announced);
    blobs.forget(announced);
    blobs.forget(published);

    assertThat(objects()).containsOnlyKeys(published);
  }

  @Test
  void namesNoMoreDyingObjectsThanAsked() throws IOException {
    stage.announce(session);
    stage.announce(session);
    stage.announce(session);
    blobs.abandonPending();

    assertThat(blobs.dying(2)).hasSize(2);
  }

  @Test
  void walksThroughMoreThanAPageInOrderAndLetsTheVisitorAskBack() throws IOException {
    stage.put(session, IntStream.range(0, 2_345).toArray());
    stage.backdoor().run("update blob set state = 3");
    stage.backdoor().run("update object set state = 0");
    List<StoredBlob> seen = new ArrayList<>();

    blobs.eachStray(blob -> {
      seen.add(blob);
      if (seen.size() % 1_000 == 1) {
        assertThat(ask(blob.extent().digest())).isTrue();
      }
    });

    assertThat(seen).hasSize(2_345).extracting(StoredBlob::blob).isSorted().doesNotHaveDuplicates();
  }

  private boolean ask(Digest digest) {
    try {
      return blobs.locate(AccountId.LOCAL, List.of(digest)).containsKey(digest);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void holdsWhatWasFoundSoThatACommitMayNameIt() throws IOException {
    stage.put(session, 1, 2);
    SessionId second = stage.session("two");

    blobs.findMissing(second, Stage.blobs(1));

    stage.put(second, -1);
    assertThat(
            stage
                .catalog()
                .manifests()
                .commit(Stage.naming(second, ManifestKind.WORKSPACE, 1, Stage.blobs(1, 2))))
        .isEqualTo(new ManifestCatalog.CommitResult.Lost(Stage.blobs(2)));
  }

  @Test
  void oneOfManySessionsThatPutTheSameBlobsHasTheLivingObject() throws Exception {
    int count = 16;
    List<Callable<Long>> puts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SessionId uploader = stage.session("uploader " + i);
      puts.add(() -> stage.put(uploader, 1, 2, 3));
    }

    List<Long> objects = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Long> put : threads.invokeAll(puts)) {
        objects.add(put.get());
      }
    }

    assertThat(objects).hasSize(count).doesNotHaveDuplicates();
    assertThat(objects().values()).filteredOn(ObjectState.LIVE::equals).hasSize(1);
    assertThat(objects().values()).filteredOn(ObjectState.DELETING::equals).hasSize(count - 1);
  }

  private void mark(int blob, int state) {
    stage
        .backdoor()
        .run(
            "update blob set state = %d where digest = x'%s'"
                .formatted(state, Stage.blob(blob).hex()));
  }

  private Map<Long, ObjectState> objects() throws IOException {
    Map<Long, ObjectState> states = new TreeMap<>();
    blobs.eachObject(object -> states.put(object.object(), object.state()));
    return states;
  }

  private List<BlobState> states() throws IOException {
    List<BlobState> states = new ArrayList<>();
    for (long object : objects().keySet()) {
      blobs.blobsIn(object).forEach(blob -> states.add(blob.state()));
    }
    return states;
  }
}
