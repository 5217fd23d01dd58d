package c3.wire.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import c3.model.Job;
import c3.model.Limits;
import c3.server.ServerWorld;
import c3.server.routes.HttpServerLimits;
import c3.server.routes.Served;
import c3.server.routes.WorldReach;
import c3.store.BlobStore;
import c3.store.BlobStore.Range;
import c3.store.SessionRequest;
import c3.store.UploadSession;
import c3.wire.ControlPlane;
import c3.wire.Jobs;
import c3.wire.http.CuttingProxy.Fault;
import c3.wire.message.JobsRequest;
import c3.wire.message.SubmitRequest;
import c3.wire.retry.Patience;
import c3.wire.retry.Pause;
import c3.wire.retry.Retry;
import c3.wire.retry.RetryListener;
import c3.wire.retry.RetryingBlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A network that cuts, stalls and loses answers, between real clients and a real server.
class BrokenNetworkTest {
  private static final int MIB = 1 << 20;
  private static final HttpLimits LIMITS =
      new HttpLimits(
          Duration.ofSeconds(2), Duration.ofMillis(700), MIB, 1 << 10, 1 << 10, 3, Limits.STANDARD);

  @TempDir Path folder;
  private ServerWorld world;
  private Served served;
  private CuttingProxy proxy;
  private BulkHttp http;
  private BlobStore blobs;
  private ControlPlane control;

  @BeforeEach
  void start() throws IOException {
    world = new ServerWorld(folder.resolve("home"));
    served = new Served(new WorldReach(world), HttpServerLimits.STANDARD, Optional.empty());
    proxy = new CuttingProxy(() -> served.port());
    EndpointSource endpoints = () -> new Endpoint(proxy.uri(), "person-token", Served.BUILD);
    http = new BulkHttp(endpoints, LIMITS);
    blobs = new HttpBlobStore(http, Sharing.NONE);
    control = new HttpControlPlane(endpoints, LIMITS);
  }

  @AfterEach
  void stop() throws IOException {
    http.close();
    proxy.close();
    served.close();
    world.close();
  }

  /// Retries at once, as often as is needed within a thousand pauses.
  private static Retry patient() {
    return new Retry(
        Patience.of(Duration.ofHours(1)), Pause.NONE, new Random(3), RetryListener.NONE);
  }

  private Path file(int size) throws IOException {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    return Files.write(folder.resolve("file" + size), content);
  }

  private Digest stored(Path file) throws IOException {
    Digest digest = Digest.of(Files.readAllBytes(file));
    blobs.open(new SessionRequest("store", Optional.empty())).putFile(file, digest);
    return digest;
  }

  @Test
  void takesADownloadUpAgainWhereItBroke() throws IOException {
    Path file = file(9 * MIB);
    Digest digest = stored(file);
    proxy.fail(6, new Fault(Long.MAX_VALUE, 3 * MIB / 2, false));
    try (BulkHttp fresh = new BulkHttp(() -> proxied(), LIMITS);
        InputStream in = new HttpBlobStore(fresh, Sharing.NONE).read(digest, Range.ALL)) {
      assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(file));
    }
    assertThat(proxy.connections()).isGreaterThanOrEqualTo(7);
  }

  private Endpoint proxied() {
    return new Endpoint(proxy.uri(), "person-token", Served.BUILD);
  }

  @Test
  void givesUpADownloadThatGainsNothing() throws IOException {
    Digest digest = stored(file(2 * MIB));
    proxy.fail(50, new Fault(Long.MAX_VALUE, 0, false));
    try (BulkHttp fresh = new BulkHttp(() -> proxied(), LIMITS)) {
      BlobStore broken = new HttpBlobStore(fresh, Sharing.NONE);
      C3Exception failure =
          catchThrowableOfType(C3Exception.class, () -> broken.read(digest, Range.ALL));
      assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
      assertThat(failure)
          .hasMessage(
              "cannot reach the server at %s (the connection was cut)".formatted(proxy.uri()));
    }
  }

  @Test
  void sendsOnlyTheOpenPartAgainWhenAnUploadBreaks() throws IOException {
    Path file = file(70 * MIB);
    Digest digest = Digest.of(Files.readAllBytes(file));
    try (BulkHttp fresh = new BulkHttp(() -> proxied(), LIMITS)) {
      BlobStore retrying = new RetryingBlobStore(new HttpBlobStore(fresh, Sharing.NONE), patient());
      proxy.fail(1, new Fault(40 * MIB, Long.MAX_VALUE, false));
      UploadSession session = retrying.open(new SessionRequest("k", Optional.empty()));
      session.putFile(file, digest);
      assertThat(session.findMissing(Set.of(digest))).isEmpty();
    }
    assertThat(proxy.sentUp()).isBetween(78L * MIB, 79L * MIB);
  }

  @Test
  void repeatsACallWhoseAnswerWasLostWithoutDoingItTwice() throws IOException {
    Digest workspace = new Jobs(world).workspace();
    SubmitRequest request = new SubmitRequest("one key", Jobs.spec("digits", "train"), workspace);
    proxy.fail(1, new Fault(Long.MAX_VALUE, 0, false));
    ControlPlane again = new HttpControlPlane(() -> proxied(), LIMITS);
    Job job = patient().call(() -> again.submit(request));
    assertThat(control.list(JobsRequest.newest(9))).containsExactly(job);
  }

  @Test
  void waitsNoLongerThanItSaysForAServerThatIsSilent() {
    proxy.fail(9, new Fault(Long.MAX_VALUE, 0, true));
    try (BulkHttp fresh = new BulkHttp(() -> proxied(), LIMITS)) {
      String silence =
          "cannot reach the server at %s (no answer within 700 ms)".formatted(proxy.uri());
      assertThat(catchThrowableOfType(C3Exception.class, () -> control.status()))
          .hasMessage(silence);
      BlobStore silent = new HttpBlobStore(fresh, Sharing.NONE);
      assertThat(catchThrowableOfType(C3Exception.class, () -> silent.size(Digest.EMPTY)))
          .hasMessage(silence);
    }
  }

  @Test
  void waitsNoLongerForTheRestOfABodyThatStandsStill() throws IOException {
    Digest digest = stored(file(3 * MIB));
    proxy.fail(50, new Fault(Long.MAX_VALUE, MIB, true));
    try (BulkHttp fresh = new BulkHttp(() -> proxied(), LIMITS);
        InputStream in =
            new HttpBlobStore(fresh, Sharing.NONE).read(digest, new Range(0, MIB + 4096))) {
      // Each attempt brings a MiB less its head, so the second has the rest.
      assertThat(in.readAllBytes()).hasSize(MIB + 4096);
    }
    proxy.fail(50, new Fault(Long.MAX_VALUE, 100, true));
    try (BulkHttp fresh = new BulkHttp(() -> proxied(), LIMITS)) {
      BlobStore stalled = new HttpBlobStore(fresh, Sharing.NONE);
      assertThat(catchThrowableOfType(C3Exception.class, () -> stalled.size(digest)).code())
          .isEqualTo(ErrorCode.UNAVAILABLE);
    }
  }

  @Test
  void readsManyBlobsThoughTheAnswerIsCutAgainAndAgain() throws IOException {
    Path bundleFile = folder.resolve("bundle");
    List<byte[]> contents = Bundles.random(300, 20_000);
    blobs
        .open(new SessionRequest("k", Optional.empty()))
        .putBundle(Bundles.write(bundleFile, contents));
    proxy.fail(8, new Fault(Long.MAX_VALUE, 300_000, false));
    try (BulkHttp fresh = new BulkHttp(() -> proxied(), LIMITS)) {
      Bundles.Found found = new Bundles.Found();
      new HttpBlobStore(fresh, Sharing.NONE)
          .readAll(contents.stream().map(Digest::of).toList(), found);
      assertThat(found.lost()).isEmpty();
      assertThat(found.contents()).hasSameSizeAs(contents);
    }
  }

  @Test
  void takesALittleUpAgainAsAStream() throws IOException {
    Path file = file(3 * MIB);
    Digest digest = stored(file);
    int length = MIB - 1;
    proxy.fail(3, new Fault(Long.MAX_VALUE, MIB / 3, false));
    int before = proxy.connections();
    try (BulkHttp command = BulkHttp.forCommand(() -> proxied(), LIMITS);
        InputStream in =
            new HttpBlobStore(command, Sharing.NONE).read(digest, new Range(MIB, length))) {
      assertThat(in.readAllBytes())
          .isEqualTo(Arrays.copyOfRange(Files.readAllBytes(file), MIB, MIB + length));
    }
    assertThat(proxy.connections() - before).isEqualTo(4);
  }

  @Test
  void ridesOutARestartWithinTheRetryPatience() throws IOException {
    Digest digest = stored(file(64 * MIB));
    int[] downFor = {0};
    EndpointSource source =
        () -> {
          if (downFor[0] > 0) {
            downFor[0]--;
            throw new C3Exception(ErrorCode.UNAVAILABLE, "no server runs");
          }
          return served.person();
        };
    Retry patient =
        new Retry(Patience.of(Duration.ofMinutes(2)), Pause.NONE, () -> 0, RetryListener.NONE);
    try (BulkHttp fresh = new BulkHttp(source, LIMITS)) {
      BlobStore store =
          new RetryingBlobStore(new HttpBlobStore(fresh, Sharing.NONE, patient), patient);
      downFor[0] = 3;
      MessageDigest hasher = Digest.hasher();
      try (InputStream in = store.read(digest, BlobStore.Range.ALL)) {
        hasher.update(in.readNBytes(MIB));
        served.restart();
        downFor[0] = 3;
        hasher.update(in.readAllBytes());
      }
      assertThat(Digest.ofBytes(hasher.digest())).isEqualTo(digest);
      assertThat(downFor[0]).isZero();
    }
  }

  @Test
  void saysThatNobodyListens() throws IOException {
    URI nobody;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + free.getLocalPort());
    }
    Endpoint endpoint = new Endpoint(nobody, "t", Served.BUILD);
    String refused = "cannot reach the server at " + nobody + " (connection refused)";
    try (BulkHttp fresh = new BulkHttp(() -> endpoint, LIMITS)) {
      BlobStore none = new HttpBlobStore(fresh, Sharing.NONE);
      assertThat(catchThrowableOfType(C3Exception.class, () -> none.size(Digest.EMPTY)))
          .hasMessage(refused);
      ControlPlane noControl = new HttpControlPlane(() -> endpoint, LIMITS);
      assertThat(catchThrowableOfType(C3Exception.class, noControl::status)).hasMessage(refused);
    }
  }

  @Test
  void refusesAnAnswerThatIsTooLongForGood() {
    HttpLimits tiny =
        new HttpLimits(
            LIMITS.connectTime(), LIMITS.answerTime(), 10, 1 << 10, 1 << 10, 3, Limits.STANDARD);
    ControlPlane hurried = new HttpControlPlane(served::person, tiny);
    try (BulkHttp bulk = new BulkHttp(served::person, tiny)) {
      BlobStore store = new HttpBlobStore(bulk, Sharing.NONE);
      for (ThrowingCallable call :
          List.<ThrowingCallable>of(hurried::status, () -> store.size(Digest.EMPTY))) {
        assertThat(catchThrowableOfType(C3Exception.class, call))
            .hasMessage("the server's answer is longer than 10 bytes")
            .extracting(C3Exception::code)
            .isEqualTo(ErrorCode.INTERNAL);
      }
    }
  }

  @Test
  void findsTheServerAgainAtAnotherPort() throws IOException {
    Digest digest = stored(file(MIB));
    try (BulkHttp direct = new BulkHttp(served::person, LIMITS)) {
      BlobStore found = new HttpBlobStore(direct, Sharing.NONE);
      assertThat(found.size(digest)).isEqualTo(MIB);
      served.restart();
      assertThat(found.size(digest)).isEqualTo(MIB);
    }
  }
}
