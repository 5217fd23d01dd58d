package c3.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import c3.catalog.BlobCatalog.BlobState;
import c3.catalog.BlobCatalog.LiveObject;
import c3.catalog.BlobCatalog.Spot;
import c3.catalog.BlobCatalog.StoredBlob;
import c3.catalog.ManifestCatalog.CommitResult.Done;
import c3.model.AccountId;
import c3.model.Digest;
import c3.model.ManifestKind;
import c3.model.SessionId;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of blobs that are published by the hundred, some of which have a row.
public abstract class PublicationContract extends CatalogContract {
  private BlobCatalog blobs;
  private SessionId session;

  @BeforeEach
  void begin() throws IOException {
    blobs = stage.catalog().blobs();
    session = stage.session("one");
  }

  @AfterEach
  void holdsItsInvariants() throws IOException {
    stage.backdoor().checkInvariants();
    assertThat(
            stage
                .backdoor()
                .number(
                    """
                    select count(*) from object where live_bytes <>
                      (select coalesce(sum(stored_len), 0) from blob where object_id = object.id)
                    """))
        .isZero();
  }

  @Test
  void numbersManyNewBlobsInARow() throws IOException {
    long first = stage.put(session, numbers(0, 200));
    long second = stage.put(stage.session("two"), numbers(200, 333));

    assertThat(ids(first)).containsExactlyElementsOf(range(1, 200));
    assertThat(ids(second)).containsExactlyElementsOf(range(201, 333));
  }

  @Test
  void neverGivesAnIdAgain() throws IOException {
    long first = stage.put(session, numbers(0, 70));
    stage.backdoor().run("update session set state = 'ABORTED', holds = null");
    stage.backdoor().run("delete from account_blob");
    stage.backdoor().run("delete from blob where id > 60");
    stage.backdoor().run("update object set live_bytes = (select sum(stored_len) from blob)");
    assertThat(ids(first)).hasSize(60);

    long second = stage.put(stage.session("two"), numbers(100, 180));

    assertThat(ids(second)).containsExactlyElementsOf(range(71, 150));
  }

  @Test
  void tellsNewBlobsFromThoseThatHaveARow() throws IOException {
    long first = stage.put(session, numbers(0, 40));
    Map<Digest, Long> before = byDigest(first);
    stage.backdoor().run("update blob set state = 2 where digest = " + literal(11));
    blobs.markBad(List.of(new Spot(Stage.blob(7), first), new Spot(Stage.blob(30), first)));

    long second = stage.put(session, numbers(0, 300));

    assertThat(blobs.blobsIn(first))
        .extracting(blob -> blob.extent().digest())
        .hasSize(38)
        .doesNotContain(Stage.blob(7), Stage.blob(30));
    assertThat(blobs.blobsIn(second))
        .extracting(blob -> blob.extent().digest())
        .hasSize(262)
        .contains(Stage.blob(7), Stage.blob(30))
        .containsAll(Stage.blobs(numbers(40, 300)));
    assertThat(blobs.blobsIn(first)).extracting(StoredBlob::state).containsOnly(BlobState.LIVE);
    assertThat(blobs.blobsIn(second)).extracting(StoredBlob::state).containsOnly(BlobState.LIVE);
    assertThat(byDigest(first))
        .allSatisfy((blob, id) -> assertThat(before).containsEntry(blob, id));
    assertThat(byDigest(second)).containsEntry(Stage.blob(7), before.get(Stage.blob(7)));
  }

  @Test
  void knowsTheIdOfEachBlobThatItHasJustMade() throws IOException {
    stage.put(session, numbers(0, 40));
    stage.put(session, numbers(20, 200));

    assertThat(stage.commit(session, ManifestKind.JOB, 1, 3, 39, 57, 130, 199))
        .isInstanceOf(Done.class);

    assertThat(stage.catalog().manifests().chargedBytes(AccountId.LOCAL))
        .isEqualTo(IntStream.of(3, 39, 57, 130, 199).mapToLong(Stage::size).sum());
  }

  @Test
  void theFirstOfTwoObjectsHasWhatIsInBoth() throws IOException {
    long old = stage.put(session, 1);
    blobs.markBad(List.of(new Spot(Stage.blob(1), old)));
    long first = stage.announce(session);
    long second = stage.announce(session);

    blobs.publish(
        session,
        List.of(
            Stage.bundle(first, numbers(0, 70)),
            Stage.bundle(second, numbers(0, 100)),
            new LiveObject(stage.announce(session), List.of())));

    assertThat(byDigest(old)).isEmpty();
    assertThat(byDigest(first)).containsOnlyKeys(Stage.blobs(numbers(0, 70)));
    assertThat(byDigest(second)).containsOnlyKeys(Stage.blobs(numbers(70, 100)));
  }

  @Test
  void whatIsInAnObjectOftenLiesWhereItComesFirst() throws IOException {
    long old = stage.put(session, 5);
    blobs.markBad(List.of(new Spot(Stage.blob(5), old)));
    int[] once = numbers(0, 100);

    long object = stage.put(session, IntStream.range(0, 300).map(i -> i % 100).toArray());

    assertThat(blobs.blobsIn(object))
        .extracting(StoredBlob::extent)
        .containsExactlyElementsOf(Stage.bundle(object, once).extents());
  }

  private List<Long> ids(long object) throws IOException {
    return blobs.blobsIn(object).stream()
        .map(StoredBlob::blob)
        .sorted(Comparator.naturalOrder())
        .toList();
  }

  private Map<Digest, Long> byDigest(long object) throws IOException {
    Map<Digest, Long> ids = new HashMap<>();
    blobs.blobsIn(object).forEach(blob -> ids.put(blob.extent().digest(), blob.blob()));
    return ids;
  }

  private static int[] numbers(int first, int end) {
    return IntStream.range(first, end).toArray();
  }

  private static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  private static String literal(int blob) {
    return "x'" + Stage.blob(blob).hex() + "'";
  }
}
