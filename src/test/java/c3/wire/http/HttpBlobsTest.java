package c3.wire.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import c3.model.JobId;
import c3.model.Lease;
import c3.model.Limits;
import c3.server.routes.HttpServerLimits;
import c3.server.routes.MachineProof;
import c3.server.routes.Served;
import c3.server.routes.StoreReach;
import c3.store.BlobCorrupt;
import c3.store.BlobLocator;
import c3.store.BlobMissing;
import c3.store.BlobStore;
import c3.store.BlobStore.Range;
import c3.store.HandOver;
import c3.store.RealStore;
import c3.store.SessionRequest;
import c3.store.UploadSession;
import c3.store.format.BundleWriter;
import c3.store.format.SealedBundle;
import c3.wire.Route;
import c3.wire.frame.LocateRequestBytes;
import c3.wire.message.LocateRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real store behind real routes.
class HttpBlobsTest {
  private static final int LARGE = 70 << 20;

  @TempDir Path folder;
  private RealStore store;
  private Served served;
  private BulkHttp personHttp;
  private BulkHttp agentHttp;
  private BlobStore person;
  private BlobStore agent;
  private int files;

  @BeforeEach
  void start() throws IOException {
    store = new RealStore(folder.resolve("home"), Limits.STANDARD);
    served =
        new Served(
            new StoreReach(store),
            HttpServerLimits.STANDARD,
            Optional.of(MachineProof.write(folder, new SecureRandom())));
    personHttp = BulkHttp.forCommand(served::person, HttpLimits.STANDARD);
    agentHttp = new BulkHttp(served::agent, HttpLimits.STANDARD);
    person = new HttpBlobStore(personHttp, Sharing.DISK);
    agent = new HttpBlobStore(agentHttp, Sharing.DISK);
  }

  @AfterEach
  void stop() throws IOException {
    personHttp.close();
    agentHttp.close();
    served.close();
    store.close();
  }

  private UploadSession open() throws IOException {
    return person.open(new SessionRequest("key", Optional.empty()));
  }

  private UploadSession openAsAgent() throws IOException {
    Lease lease = new Lease(new JobId("job_1795351023411_x6wm3l"), 1);
    return agent.open(new SessionRequest("agent's", Optional.of(lease)));
  }

  private static byte[] random(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("file" + files++), content);
  }

  private SealedBundle bundle(List<byte[]> contents) throws IOException {
    Path path = folder.resolve("bundle" + files++);
    try (BundleWriter writer = new BundleWriter(path, UUID.randomUUID(), Limits.STANDARD)) {
      for (byte[] content : contents) {
        writer.append(Digest.of(content), ByteBuffer.wrap(content), 0);
      }
      return writer.seal();
    }
  }

  private static byte[] read(BlobStore from, Digest digest, Range range) throws IOException {
    try (InputStream in = from.read(digest, range)) {
      return in.readAllBytes();
    }
  }

  private static ErrorCode code(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(C3Exception.class, call).code();
  }

  @Test
  void sendsLargeFilesInPartsAndReadsThemBack() throws IOException {
    byte[] content = random(LARGE, 1);
    Digest digest = Digest.of(content);
    UploadSession session = open();
    assertThat(session.findMissing(Set.of(digest))).containsExactly(digest);

    session.putFile(file(content), digest);

    assertThat(session.findMissing(Set.of(digest, Digest.EMPTY))).isEmpty();
    assertThat(person.size(digest)).isEqualTo(LARGE);
    assertThat(read(person, digest, Range.ALL)).isEqualTo(content);
    assertThat(read(person, digest, new Range(LARGE - 5, 100)))
        .isEqualTo(Arrays.copyOfRange(content, LARGE - 5, LARGE));
    assertThat(read(person, digest, new Range(LARGE + 1L, 100))).isEmpty();
    assertThat(read(person, digest, new Range(3, 0))).isEmpty();
  }

  @Test
  void putsBundlesAndReadsManyBlobsInOneAnswer() throws IOException {
    List<byte[]> contents = new ArrayList<>();
    for (int i = 1; i < 500; i++) {
      contents.add(random(1 + i * 97 % 5000, i));
    }
    contents.add(random(1 << 20, 7));
    open().putBundle(bundle(contents));

    List<Digest> asked = new ArrayList<>(contents.stream().map(Digest::of).toList());
    Digest absent = Digest.of(new byte[] {1, 2, 3});
    asked.add(absent);
    Blobs found = new Blobs();
    person.readAll(asked, found);

    for (byte[] content : contents) {
      assertThat(found.contents.get(Digest.of(content))).isEqualTo(content);
    }
    assertThat(found.lost.keySet()).containsExactly(absent);
    assertThat(found.lost.get(absent)).isInstanceOf(BlobMissing.class);
  }

  private static final class Blobs implements BlobStore.BlobVisitor {
    private final Map<Digest, byte[]> contents = new HashMap<>();
    private final Map<Digest, C3Exception> lost = new HashMap<>();

    @Override
    public void blob(Digest digest, byte[] content) {
      contents.put(digest, content);
    }

    @Override
    public void lost(Digest digest, C3Exception why) {
      lost.put(digest, why);
    }
  }

  @Test
  void saysWhichBlobIsMissing() {
    Digest absent = Digest.of(new byte[] {9});
    BlobMissing missing =
        catchThrowableOfType(BlobMissing.class, () -> person.read(absent, Range.ALL));
    assertThat(missing.digest()).isEqualTo(absent);
    assertThat(catchThrowableOfType(BlobMissing.class, () -> person.size(absent)).digest())
        .isEqualTo(absent);
  }

  @Test
  void refusesAFileThatIsNotWhatItsDigestSays() throws IOException {
    Digest other = Digest.of(new byte[] {1});
    UploadSession session = open();
    Path file = file(random(2 << 20, 3));
    BlobCorrupt corrupt =
        catchThrowableOfType(BlobCorrupt.class, () -> session.putFile(file, other));
    assertThat(corrupt.digest()).isEqualTo(other);
    assertThat(session.findMissing(Set.of(other))).containsExactly(other);
  }

  @Test
  void handsFilesOverByLinkOnOneMachine() throws IOException {
    byte[] content = random(2 << 20, 5);
    Path file = file(content);
    Path linked = folder.resolve("other-name");
    Path second = file(random(3 << 20, 6));
    Files.createLink(linked, second);
    UploadSession session = openAsAgent();

    HandOver handOver = session.handOver().orElseThrow();
    List<HandOver.Result> results = handOver.files(List.of(file, second));

    assertThat(results.getFirst())
        .isEqualTo(new HandOver.Result.Taken(Digest.of(content), content.length));
    assertThat(results.getLast()).isInstanceOf(HandOver.Result.SendInstead.class);
    assertThat(handOver.bundle(bundle(List.of(new byte[] {1}, new byte[] {2})))).isTrue();
    assertThat(session.findMissing(Set.of(Digest.of(content), Digest.of(new byte[] {2}))))
        .isEmpty();
    assertThat(read(agent, Digest.of(content), Range.ALL)).isEqualTo(content);
    assertThat(Files.readAllBytes(file)).isEqualTo(content);
  }

  @Test
  void handsNothingOverThatItsClientDoesNotWantTo() throws IOException {
    BlobStore unwilling = new HttpBlobStore(agentHttp, Sharing.NONE);
    Lease lease = new Lease(new JobId("job_1795351023411_x6wm3l"), 1);
    assertThat(unwilling.open(new SessionRequest("k", Optional.of(lease))).handOver()).isEmpty();
  }

  @Test
  void tellsWhereBlobsLieOnlyToItsOwnMachine() throws IOException {
    byte[] content = random(2 << 20, 8);
    UploadSession session = open();
    session.putFile(file(content), Digest.of(content));
    session.putBundle(bundle(List.of(new byte[] {1, 2})));

    BlobLocator locator = person.locator().orElseThrow();
    Digest small = Digest.of(new byte[] {1, 2});
    Map<Digest, BlobLocator.Place> places =
        locator.locate(List.of(Digest.of(content), small, Digest.of(new byte[] {4})));

    assertThat(places.keySet()).containsExactlyInAnyOrder(Digest.of(content), small);
    BlobLocator.Place place = Objects.requireNonNull(places.get(Digest.of(content)));
    assertThat(place.whole()).isTrue();
    assertThat(Files.readAllBytes(place.file())).isEqualTo(content);
    assertThat(new HttpBlobStore(personHttp, Sharing.NONE).locator()).isEmpty();

    Files.writeString(folder.resolve("locate-proof"), "0".repeat(64));
    BlobLocator wrong = new HttpBlobStore(personHttp, Sharing.DISK).locator().orElseThrow();
    assertThat(wrong.locate(List.of(small))).isEmpty();
    Files.delete(folder.resolve("locate-proof"));
    assertThat(new HttpBlobStore(personHttp, Sharing.DISK).locator()).isEmpty();
  }

  @Test
  void provesItsMachineAnewToAServerThatRestarted() throws IOException {
    Digest small = Digest.of(new byte[] {1, 2});
    open().putBundle(bundle(List.of(new byte[] {1, 2})));
    BlobLocator locator = person.locator().orElseThrow();
    String before = Files.readString(folder.resolve("locate-proof"));

    served.restart();

    assertThat(Files.readString(folder.resolve("locate-proof"))).isNotEqualTo(before);
    assertThat(locator.locate(List.of(small))).containsKey(small);
  }

  @Test
  void refusesARequestForPlacesThatIsNone() throws IOException {
    String nonce = Files.readString(folder.resolve("locate-proof"));
    byte[] sound = LocateRequestBytes.write(new LocateRequest(nonce, List.of(Digest.EMPTY)));
    int max = Limits.STANDARD.digestsPerCallMax();
    List<Digest> tooMany = Collections.nCopies(max + 1, Digest.EMPTY);
    byte[] tooManyBytes = LocateRequestBytes.write(new LocateRequest(nonce, tooMany));
    byte[] tooLong = new byte[LocateRequestBytes.sizeMax(max) + 1];

    assertThat(located(sound).status()).isEqualTo(200);
    for (byte[] body :
        List.of(
            new byte[0],
            Arrays.copyOf(sound, 9),
            Arrays.copyOf(sound, sound.length - 1),
            tooManyBytes,
            tooLong)) {
      assertThat(located(body).error().code()).isEqualTo(ErrorCode.INVALID);
    }
  }

  private HttpReply located(byte[] body) throws IOException {
    return personHttp.call(HttpCall.of(Route.LOCATE).with(ByteBuffer.wrap(body)));
  }

  @Test
  void keepsAccountsApart() throws IOException {
    byte[] content = {1, 2, 3, 4};
    UploadSession session = open();
    session.putBundle(bundle(List.of(content)));
    try (BulkHttp http = new BulkHttp(served::other, HttpLimits.STANDARD)) {
      BlobStore other = new HttpBlobStore(http, Sharing.NONE);
      assertThat(code(() -> other.read(Digest.of(content), Range.ALL)))
          .isEqualTo(ErrorCode.NOT_FOUND);
    }
  }

  @Test
  void goesOnInTheSameSessionAfterTheServerWasRestarted() throws IOException {
    UploadSession session = open();
    served.restart();
    session.putBundle(bundle(List.of(new byte[] {1})));
    assertThat(open().id()).isEqualTo(session.id());
    assertThat(session.findMissing(Set.of(Digest.of(new byte[] {1})))).isEmpty();
  }

  @Test
  void abortsOnceAndThenIsClosed() throws IOException {
    UploadSession session = open();
    session.renew();
    session.abort();
    session.abort();
    assertThat(code(session::renew)).isEqualTo(ErrorCode.SESSION_CLOSED);
    assertThat(code(() -> session.findMissing(Set.of(Digest.EMPTY))))
        .isEqualTo(ErrorCode.SESSION_CLOSED);
  }

  @Test
  void damagedBytesNeverArriveWhole() throws IOException {
    byte[] content = random(3 << 20, 9);
    Digest digest = Digest.of(content);
    open().putFile(file(content), digest);
    BlobLocator locator = person.locator().orElseThrow();
    Path object = Objects.requireNonNull(locator.locate(List.of(digest)).get(digest)).file();
    byte[] damaged = content.clone();
    damaged[1 << 20] ^= 1;
    assertThat(object.toFile().setWritable(true)).isTrue();
    Files.write(object, damaged);

    try (InputStream in = person.read(digest, Range.ALL)) {
      BlobCorrupt corrupt = catchThrowableOfType(BlobCorrupt.class, in::readAllBytes);
      assertThat(corrupt.digest()).isEqualTo(digest);
    }
  }
}
