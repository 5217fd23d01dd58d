package c3.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import c3.Randomly;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.DigestStarts;
import c3.model.ErrorCode;
import c3.model.Limits;
import c3.store.BlobStore.BlobVisitor;
import c3.store.BlobStore.Range;
import c3.store.format.BundleWriter;
import c3.store.format.SealedBundle;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every `BlobStore` promises, over whatever it is reached.
public abstract class BlobStoreContract {
  private static final int MIB = 1 << 20;

  private int files;

  /// The store of one account, empty; the same one each time within a test.
  protected abstract BlobStore store() throws IOException;

  /// A folder for the client's own files, on the disk of a store that takes files by link.
  protected abstract Path folder() throws IOException;

  @Test
  void reportsAbsentBlobsAsMissing() throws IOException {
    Digest absent = Digest.of(bytes("never put"));
    UploadSession session = session("a");
    assertThat(session.findMissing(List.of(absent))).containsExactly(absent);
    assertThatThrownBy(() -> read(absent)).isInstanceOf(BlobMissing.class);
    assertThatThrownBy(() -> store().size(absent)).isInstanceOf(BlobMissing.class);
  }

  @Test
  void listsWhatIsThereUnlessItIsMore() throws IOException {
    UploadSession session = session("a");
    List<byte[]> blobs = blobs(Randomly.seeded(2), 50);
    session.putBundle(bundle(blobs));
    DigestStarts starts = session.possessed(UploadSession.POSSESSED_MAX).orElseThrow();
    assertThat(IntStream.range(0, starts.size()).mapToObj(starts::get))
        .containsAll(blobs.stream().map(blob -> Digest.of(blob).first()).toList())
        .doesNotContain(Digest.of(bytes("never put")).first());
    assertThat(session.possessed(starts.size())).isPresent();
    assertThat(session.possessed(starts.size() - 1)).isEmpty();
  }

  @Test
  void theEmptyBlobIsAlwaysThere() throws IOException {
    assertThat(session("a").findMissing(List.of(Digest.EMPTY))).isEmpty();
    assertThat(read(Digest.EMPTY)).isEmpty();
    assertThat(store().size(Digest.EMPTY)).isZero();
    session("a").putFile(file(new byte[0]), Digest.EMPTY);
  }

  @Test
  void everyBlobOfABundleIsThereOnceItWasPut() throws IOException {
    List<byte[]> blobs = blobs(Randomly.seeded(1), 50);
    UploadSession session = session("a");
    session.putBundle(bundle(blobs));
    assertThat(session.findMissing(blobs.stream().map(Digest::of).toList())).isEmpty();
    for (byte[] blob : blobs) {
      assertThat(read(Digest.of(blob))).isEqualTo(blob);
      assertThat(store().size(Digest.of(blob))).isEqualTo(blob.length);
    }
  }

  @Test
  void filesOfEverySizeComeBack() throws IOException {
    UploadSession session = session("a");
    for (int size : new int[] {1, 1_000, MIB - 1, MIB, MIB + 1, 3 * MIB + 17}) {
      byte[] content = noise(size);
      session.putFile(file(content), Digest.of(content));
      assertThat(read(Digest.of(content))).as("%d bytes", size).isEqualTo(content);
      assertThat(store().size(Digest.of(content))).isEqualTo(size);
    }
  }

  @Test
  void rangesAreCutOutAndClipped() throws IOException {
    for (byte[] content : List.of(noise(1_000), noise(2 * MIB))) {
      session("a").putFile(file(content), Digest.of(content));
      for (long[] range :
          new long[][] {
            {0, 10},
            {5, 0},
            {999, 1},
            {990, 100},
            {0, content.length},
            {content.length - 3, 3},
            {content.length, 5},
            {content.length + 10L, 5},
            {7, Long.MAX_VALUE},
            {Long.MAX_VALUE, Long.MAX_VALUE}
          }) {
        int from = (int) Math.min(range[0], content.length);
        int to = from + (int) Math.min(range[1], content.length - from);
        assertThat(read(Digest.of(content), new Range(range[0], range[1])))
            .as(Arrays.toString(range))
            .isEqualTo(Arrays.copyOfRange(content, from, to));
      }
    }
  }

  @Test
  void puttingAgainSucceeds() throws IOException {
    byte[] large = noise(MIB + 5);
    SealedBundle bundle = bundle(List.of(bytes("again"), bytes("and again")));
    for (int i = 0; i < 2; i++) {
      session("a").putBundle(bundle);
      session("a").putFile(file(large), Digest.of(large));
    }
    session("b").putBundle(bundle);
    session("b").putFile(file(large), Digest.of(large));
    assertThat(read(Digest.of(large))).isEqualTo(large);
    assertThat(read(Digest.of(bytes("again")))).isEqualTo(bytes("again"));
  }

  @Test
  void aFileThatIsNotWhatWasExpectedIsRefused() throws IOException {
    for (int size : new int[] {100, 2 * MIB}) {
      byte[] expected = noise(size);
      byte[] changed = expected.clone();
      changed[size / 2] ^= 1;
      Digest digest = Digest.of(expected);
      BlobCorrupt refusal =
          catchThrowableOfType(
              BlobCorrupt.class, () -> session("a").putFile(file(changed), digest));
      assertThat(refusal.digest()).isEqualTo(digest);
      assertThat(session("a").findMissing(List.of(digest, Digest.of(changed)))).contains(digest);
    }
  }

  @Test
  void aBundleThatLiesIsRefusedWhole() throws IOException {
    Digest claimed = Digest.of(bytes("what it says"));
    SealedBundle lie;
    try (BundleWriter writer = new BundleWriter(fresh(), UUID.randomUUID(), Limits.STANDARD)) {
      writer.append(Digest.of(bytes("right")), ByteBuffer.wrap(bytes("right")), 0);
      writer.append(claimed, ByteBuffer.wrap(bytes("what it is")), 0);
      lie = writer.seal();
    }
    BlobCorrupt refusal =
        catchThrowableOfType(BlobCorrupt.class, () -> session("a").putBundle(lie));
    assertThat(refusal.digest()).isEqualTo(claimed);
    assertThat(session("a").findMissing(List.of(claimed, Digest.of(bytes("right"))))).hasSize(2);
  }

  @Test
  void theSameKeyFindsTheSameSession() throws IOException {
    assertThat(session("a").id()).isEqualTo(session("a").id());
    assertThat(session("a").id()).isNotEqualTo(session("b").id());
  }

  @Test
  void anAbortedSessionTakesNothing() throws IOException {
    UploadSession session = session("a");
    session.renew();
    session.abort();
    session.abort();
    byte[] content = noise(MIB + 1);
    for (ThrowingCall call :
        List.<ThrowingCall>of(
            () -> session.findMissing(List.of(Digest.of(content))),
            () -> session.possessed(1),
            () -> session.putFile(file(content), Digest.of(content)),
            () -> session.putBundle(bundle(List.of(bytes("late")))),
            session::renew)) {
      C3Exception refusal = catchThrowableOfType(C3Exception.class, call::run);
      assertThat(refusal.code()).isEqualTo(ErrorCode.SESSION_CLOSED);
    }
  }

  /// Something that may fail.
  protected interface ThrowingCall {
    void run() throws IOException;
  }

  @Test
  void manyThreadsPutIntoOneSession() throws Exception {
    UploadSession session = session("a");
    byte[] shared = noise(MIB + 3);
    Map<Digest, byte[]> all = new HashMap<>(Map.of(Digest.of(shared), shared));
    List<Future<?>> puts = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 12; i++) {
        byte[] large = noise(MIB + 100 + i);
        List<byte[]> small = List.of(bytes("own " + i), bytes("shared by all"));
        small.forEach(blob -> all.put(Digest.of(blob), blob));
        all.put(Digest.of(large), large);
        SealedBundle bundle = bundle(small);
        Path file = file(large);
        Path same = file(shared);
        puts.add(
            threads.submit(() -> {
              session.putBundle(bundle);
              session.putFile(file, Digest.of(large));
              session.putFile(same, Digest.of(shared));
              return true;
            }));
      }
      for (Future<?> put : puts) {
        put.get();
      }
    }
    for (Map.Entry<Digest, byte[]> blob : all.entrySet()) {
      assertThat(read(blob.getKey())).isEqualTo(blob.getValue());
    }
  }

  @Test
  void manySmallBlobsAreReadInOneCall() throws IOException {
    List<byte[]> blobs = blobs(Randomly.seeded(5), 40);
    session("a").putBundle(bundle(blobs.subList(0, 20)));
    session("a").putBundle(bundle(blobs.subList(20, 40)));
    List<Digest> wanted = new ArrayList<>(blobs.stream().map(Digest::of).toList());
    Digest absent = Digest.of(bytes("absent"));
    wanted.add(absent);
    wanted.add(wanted.getFirst());
    wanted.add(Digest.EMPTY);
    Gathered gathered = new Gathered();
    store().readAll(wanted, gathered);
    assertThat(gathered.lost).containsOnlyKeys(absent);
    assertThat(gathered.lost.get(absent)).isInstanceOf(BlobMissing.class);
    assertThat(gathered.blobs).hasSize(41);
    for (byte[] blob : blobs) {
      assertThat(gathered.blobs.get(Digest.of(blob))).isEqualTo(blob);
    }
  }

  @Test
  void whatAVisitorThrowsEndsTheReading() throws IOException {
    List<byte[]> blobs = blobs(Randomly.seeded(6), 5);
    session("a").putBundle(bundle(blobs));
    IOException stop = new IOException("enough");
    BlobVisitor visitor =
        new Gathered() {
          @Override
          public void blob(Digest digest, byte[] content) throws IOException {
            throw stop;
          }
        };
    assertThatThrownBy(() -> store().readAll(blobs.stream().map(Digest::of).toList(), visitor))
        .isSameAs(stop);
  }

  /// Collects what is read, each blob once.
  protected static class Gathered implements BlobVisitor {
    protected final Map<Digest, byte[]> blobs = new LinkedHashMap<>();
    protected final Map<Digest, C3Exception> lost = new LinkedHashMap<>();

    @Override
    public void blob(Digest digest, byte[] content) throws IOException {
      assertThat(blobs.put(digest, content)).isNull();
    }

    @Override
    public void lost(Digest digest, C3Exception why) {
      assertThat(lost.put(digest, why)).isNull();
    }
  }

  @Test
  void blobsLieWhereTheLocatorSays() throws IOException {
    Optional<BlobLocator> locator = store().locator();
    assumeTrue(locator.isPresent());
    byte[] large = noise(2 * MIB);
    byte[] small = bytes("small");
    session("a").putFile(file(large), Digest.of(large));
    session("a").putBundle(bundle(List.of(bytes("before"), small)));
    Map<Digest, BlobLocator.Place> places =
        locator
            .get()
            .locate(List.of(Digest.of(large), Digest.of(small), Digest.of(bytes("absent"))));
    assertThat(places).containsOnlyKeys(Digest.of(large), Digest.of(small));
    places.forEach((digest, place) -> assertThat(bytesAt(place)).isEqualTo(digest));
    assertThat(places.get(Digest.of(large))).matches(BlobLocator.Place::whole);
    assertThat(places.get(Digest.of(small))).matches(place -> !place.whole());
  }

  private static Digest bytesAt(BlobLocator.Place place) {
    try (InputStream in = Files.newInputStream(place.file())) {
      in.skipNBytes(place.offset());
      return Digest.of(in.readNBytes((int) place.sizeBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void filesAreHandedOverByLink() throws IOException {
    HandOver handOver = handOver();
    byte[] plain = noise(2 * MIB);
    byte[] small = bytes("small ones too");
    List<Path> given = List.of(file(plain), file(small), file(new byte[0]));
    List<HandOver.Result> results = handOver.files(given);
    assertThat(results)
        .containsExactly(
            new HandOver.Result.Taken(Digest.of(plain), plain.length),
            new HandOver.Result.Taken(Digest.of(small), small.length),
            new HandOver.Result.Taken(Digest.EMPTY, 0));
    assertThat(read(Digest.of(plain))).isEqualTo(plain);
    assertThat(read(Digest.of(small))).isEqualTo(small);
    assertThat(given.getFirst()).hasBinaryContent(plain);
    assertThat(handOver.files(given.subList(2, 3))).hasSize(1);
    assertThat(session("a").findMissing(List.of(Digest.of(plain), Digest.of(small)))).isEmpty();
  }

  @Test
  void whatSomebodyMayStillChangeIsNotTakenByLink() throws IOException {
    HandOver handOver = handOver();
    Path open = file(bytes("still open"));
    Path linked = file(bytes("has another name"));
    Files.createLink(fresh(), linked);
    Path link = Files.createSymbolicLink(fresh(), open);
    Path absent = fresh();
    try (FileChannel _ = FileChannel.open(open, StandardOpenOption.WRITE)) {
      assertThat(handOver.files(List.of(open, linked, link, absent, folder())))
          .hasSize(5)
          .allMatch(HandOver.Result.SendInstead.class::isInstance);
    }
    assertThat(handOver.files(List.of(open)))
        .containsExactly(new HandOver.Result.Taken(Digest.of(bytes("still open")), 10));
  }

  @Test
  void bundlesAreHandedOverByLink() throws IOException {
    HandOver handOver = handOver();
    List<byte[]> blobs = blobs(Randomly.seeded(8), 30);
    SealedBundle bundle = bundle(blobs);
    assertThat(handOver.bundle(bundle)).isTrue();
    for (byte[] blob : blobs) {
      assertThat(read(Digest.of(blob))).isEqualTo(blob);
    }
    SealedBundle damaged = bundle(List.of(bytes("to be damaged")));
    byte[] file = Files.readAllBytes(damaged.file());
    file[(int) damaged.records().getFirst().offset()] ^= 1;
    Files.write(damaged.file(), file);
    assertThatThrownBy(() -> handOver.bundle(damaged)).isInstanceOf(BlobCorrupt.class);
  }

  @Test
  void theSameFileIsHandedOverTwice() throws IOException {
    HandOver handOver = handOver();
    byte[] content = noise(MIB + 1);
    Path first = file(content);
    Path second = file(content);
    assertThat(handOver.files(List.of(first, second)))
        .containsOnly(new HandOver.Result.Taken(Digest.of(content), content.length));
    assertThat(read(Digest.of(content))).isEqualTo(content);
  }

  private HandOver handOver() throws IOException {
    Optional<HandOver> handOver = session("a").handOver();
    assumeTrue(handOver.isPresent());
    return handOver.get();
  }

  /// Opens a session of this key.
  protected final UploadSession session(String key) throws IOException {
    return store().open(request(key));
  }

  /// What asks for a session of this key: a person's, unless the store is an agent's.
  protected SessionRequest request(String key) {
    return new SessionRequest(key, Optional.empty());
  }

  protected final byte[] read(Digest digest) throws IOException {
    return read(digest, Range.ALL);
  }

  protected final byte[] read(Digest digest, Range range) throws IOException {
    try (InputStream in = store().read(digest, range)) {
      return in.readAllBytes();
    }
  }

  /// A file of the client's with this content.
  protected final Path file(byte[] content) throws IOException {
    Path file = fresh();
    Files.copy(new ByteArrayInputStream(content), file);
    return file;
  }

  /// A path that nothing has yet.
  protected final Path fresh() throws IOException {
    files++;
    return folder().resolve("file " + files);
  }

  /// A bundle of the client's with these blobs.
  protected final SealedBundle bundle(List<byte[]> blobs) throws IOException {
    try (BundleWriter writer = new BundleWriter(fresh(), UUID.randomUUID(), Limits.STANDARD)) {
      for (byte[] blob : blobs) {
        writer.append(Digest.of(blob), ByteBuffer.wrap(blob), 0);
      }
      return writer.seal();
    }
  }

  protected static List<byte[]> blobs(RandomGenerator random, int count) {
    List<byte[]> blobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] blob = new byte[8 + random.nextInt(20_000)];
      random.nextBytes(blob);
      blobs.add(blob);
    }
    return blobs;
  }

  /// Bytes that repeat nowhere, the same for the same length.
  protected static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    Randomly.seeded(length).nextBytes(bytes);
    return bytes;
  }

  protected static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
