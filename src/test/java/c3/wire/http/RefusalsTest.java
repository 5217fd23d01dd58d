package c3.wire.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import c3.model.Lease;
import c3.model.MountSupport;
import c3.server.ServerWorld;
import c3.server.routes.HttpServerLimits;
import c3.server.routes.Served;
import c3.server.routes.WorldReach;
import c3.store.BlobStore;
import c3.store.SessionRequest;
import c3.store.UploadSession;
import c3.store.format.SealedBundle;
import c3.wire.ControlPlane;
import c3.wire.codec.Samples;
import c3.wire.message.PollRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Who may not, and what may not be, hears so in the same words over either client.
class RefusalsTest {
  @TempDir Path folder;
  private ServerWorld world;
  private final FullStore full = new FullStore();
  private Served served;

  @BeforeEach
  void start() throws IOException {
    world = new ServerWorld(folder.resolve("home"));
    served =
        new Served(
            full.inFrontOf(new WorldReach(world)), HttpServerLimits.STANDARD, Optional.empty());
  }

  @AfterEach
  void stop() throws IOException {
    served.close();
    world.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"SESSION_CLOSED", "STORAGE_FULL", "STORAGE_READ_ONLY", "STORAGE_FAILED"})
  void anUploadBeginsWhereNoFolderForLinksCanBeHad(ErrorCode why) throws IOException {
    full.refuseFolders(why);
    assertThat(opened().handOver()).isEmpty();
  }

  @Test
  void anUploadThatMustNotBeginIsRefused() {
    full.refuseFolders(ErrorCode.FORBIDDEN);
    assertThat(catchThrowableOfType(C3Exception.class, this::opened).code())
        .isEqualTo(ErrorCode.FORBIDDEN);
  }

  private UploadSession opened() throws IOException {
    try (BulkHttp http = new BulkHttp(served::person, HttpLimits.STANDARD)) {
      return new HttpBlobStore(http, Sharing.DISK)
          .open(new SessionRequest("upload", Optional.empty()));
    }
  }

  private Endpoint endpoint(String token, String build) {
    return new Endpoint(served.person().server(), token, build);
  }

  private interface Ask {
    void of(ControlPlane people, HttpAgentControl agent, BlobStore blobs) throws IOException;
  }

  private C3Exception refusal(String token, String build, Ask ask) {
    EndpointSource source = () -> endpoint(token, build);
    try (BulkHttp http = new BulkHttp(source, HttpLimits.STANDARD)) {
      return catchThrowableOfType(
          C3Exception.class,
          () ->
              ask.of(
                  new HttpControlPlane(source, HttpLimits.STANDARD),
                  new HttpAgentControl(http),
                  new HttpBlobStore(http, Sharing.NONE)));
    }
  }

  private static final PollRequest POLL =
      new PollRequest(
          Served.AGENT, List.of(), 1, MountSupport.ANY, Optional.empty(), Set.of(), Duration.ZERO);

  @Test
  void refusesATokenItDoesNotKnow() {
    for (String token : List.of("", "x", "person-toke", "person-token2", "Bearer person-token")) {
      assertThat(refusal(token, Served.BUILD, (people, agent, blobs) -> people.status()).code())
          .isEqualTo(ErrorCode.UNAUTHORIZED);
      assertThat(
              refusal(token, Served.BUILD, (people, agent, blobs) -> blobs.size(Digest.EMPTY))
                  .code())
          .isEqualTo(ErrorCode.UNAUTHORIZED);
    }
  }

  @Test
  void keepsAgentsOffPeoplesRoutesAndTheOtherWayRound() {
    assertThat(
            refusal("agent-token", Served.BUILD, (people, agent, blobs) -> people.status()).code())
        .isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(
            refusal("person-token", Served.BUILD, (people, agent, blobs) -> agent.poll(POLL))
                .code())
        .isEqualTo(ErrorCode.FORBIDDEN);
    PollRequest others =
        new PollRequest(
            new c3.model.AgentName("other"),
            List.of(),
            1,
            MountSupport.ANY,
            Optional.empty(),
            Set.of(),
            Duration.ZERO);
    assertThat(
            refusal("agent-token", Served.BUILD, (people, agent, blobs) -> agent.poll(others))
                .code())
        .isEqualTo(ErrorCode.FORBIDDEN);
    Optional<Lease> lease = Optional.of(Samples.LEASE);
    assertThat(
            refusal(
                    "person-token",
                    Served.BUILD,
                    (people, agent, blobs) -> blobs.open(new SessionRequest("k", lease)))
                .code())
        .isEqualTo(ErrorCode.FORBIDDEN);
  }

  @Test
  void refusesAnotherBuildButTellsItsStatus() throws IOException {
    C3Exception mismatch =
        refusal(
            "person-token",
            "ffffffffffff",
            (people, agent, blobs) -> people.find("job_1795351023411_x6wm3l"));
    assertThat(mismatch.code()).isEqualTo(ErrorCode.BUILD_MISMATCH);
    assertThat(mismatch.hint()).contains("c3 server restart");
    assertThat(mismatch.message()).contains(Served.BUILD, "ffffffffffff");
    EndpointSource old = () -> endpoint("person-token", "ffffffffffff");
    assertThat(new HttpControlPlane(old, HttpLimits.STANDARD).status().build())
        .isEqualTo(Served.BUILD);
  }

  @Test
  void hearsThatTheStoreIsFullBeforeAnythingIsSentAndInTheMiddle() throws IOException {
    SealedBundle bundle = Bundles.write(folder.resolve("bundle"), Bundles.random(80, 1_000_000));
    for (long afterBytes : List.of(0L, 5_000_000L)) {
      full.fullAfter(afterBytes);
      C3Exception refusal =
          refusal(
              "person-token",
              Served.BUILD,
              (people, agent, blobs) ->
                  blobs.open(new SessionRequest("k", Optional.empty())).putBundle(bundle));
      assertThat(refusal.code()).isEqualTo(ErrorCode.STORAGE_FULL);
      assertThat(refusal).hasMessage("the store is full");
    }
  }

  @Test
  void aClientThatDidNotAskFirstHearsItToo() throws IOException, InterruptedException {
    SealedBundle bundle = Bundles.write(folder.resolve("bundle"), Bundles.random(80, 1_000_000));
    full.fullAfter(0);
    try (HttpClient client = HttpClient.newHttpClient();
        BulkHttp http = new BulkHttp(served::person, HttpLimits.STANDARD)) {
      String session =
          new HttpBlobStore(http, Sharing.NONE)
              .open(new SessionRequest("k", Optional.empty()))
              .id()
              .text();
      HttpRequest put =
          HttpRequest.newBuilder(
                  URI.create(
                      "%s/v1/sessions/%s/bundles/%s"
                          .formatted(served.person().server(), session, bundle.sha256().hex())))
              .header("Authorization", "Bearer person-token")
              .PUT(BodyPublishers.ofFile(bundle.file()))
              .build();
      HttpResponse<String> answer = client.send(put, BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(507);
      assertThat(answer.body()).contains("\"STORAGE_FULL\"");
    }
  }
}
