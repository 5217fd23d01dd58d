package c3.store.content;

import static org.assertj.core.api.Assertions.assertThat;

import c3.catalog.DatasetCatalog.Dataset;
import c3.catalog.DatasetCatalog.Version;
import c3.catalog.ManifestCatalog.Commit;
import c3.catalog.ManifestCatalog.Committed;
import c3.model.AccountId;
import c3.model.DatasetName;
import c3.model.Digest;
import c3.model.Limits;
import c3.model.ManifestKind;
import c3.store.BlobStore.Range;
import c3.store.HandOver;
import c3.store.IncomingFile;
import c3.store.SessionRequest;
import c3.store.SomeFiles;
import c3.store.UploadSession;
import c3.wire.SmallUpload;
import c3.wire.message.FinishRequest.Artifacts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/// One person's random use of a store, whatever happens to the store meanwhile: uploads small and
/// large files in every way there is, keeps them as versions of a dataset, gives uploads up, goes
/// on with those that broke off, and removes versions. Remembers what was acknowledged.
final class StoreHistory {
  private static final Duration SESSION_TIME = Limits.STANDARD.sessionTime();
  private static final Dataset DATASET = new Dataset(Optional.empty(), new DatasetName("d"));

  private final RandomGenerator random;
  private final Path own;
  private final Map<Digest, Map<String, String>> kept = new HashMap<>();
  private Optional<Upload> brokenOff = Optional.empty();
  private int uploads;

  /// @param own a folder for the person's own files
  StoreHistory(RandomGenerator random, Path own) {
    this.random = random;
    this.own = own;
  }

  private record Upload(String key, Map<String, String> files) {}

  /// Uploads something, or removes or tidies.
  void move(StoreStage stage) throws IOException {
    switch (random.nextInt(6)) {
      case 0 -> removeVersion(stage);
      case 1 -> tidy(stage);
      default -> upload(stage);
    }
  }

  /// Fails unless what was acknowledged is there, to the byte, nothing else is visible, and a check
  /// finds nothing.
  void assertExact(StoreStage stage) throws IOException {
    assertThat(stage.findings()).isEmpty();
    List<Digest> visible = new ArrayList<>();
    for (Committed manifest : manifests(stage)) {
      visible.add(manifest.manifest().digest());
    }
    assertThat(visible).containsExactlyInAnyOrderElementsOf(kept.keySet());
    AccountStore blobs = stage.store().as(AccountId.LOCAL);
    for (Map<String, String> files : kept.values()) {
      for (String content : files.values()) {
        assertThat(blobs.read(Digest.of(utf8(content)), Range.ALL)).hasContent(content);
      }
    }
    assertNoDraftsOfEndedSessions(stage);
  }

  private static List<Committed> manifests(StoreStage stage) throws IOException {
    List<Committed> manifests = new ArrayList<>();
    stage.catalog().manifests().each(manifests::add);
    return manifests;
  }

  private static void assertNoDraftsOfEndedSessions(StoreStage stage) throws IOException {
    Set<String> open = new HashSet<>();
    stage.catalog().sessions().open().forEach(session -> open.add(session.id().text()));
    try (var folders = Files.list(stage.root().resolve("tmp"))) {
      assertThat(folders.map(folder -> folder.getFileName().toString())).isSubsetOf(open);
    }
  }

  private void removeVersion(StoreStage stage) throws IOException {
    var datasets = stage.catalog().datasets();
    List<Version> versions =
        datasets.versions(AccountId.LOCAL, DATASET, Long.MAX_VALUE, Integer.MAX_VALUE);
    if (!versions.isEmpty()) {
      Version version = versions.get(random.nextInt(versions.size()));
      datasets.remove(AccountId.LOCAL, DATASET, version.number());
      kept.remove(version.manifest().digest());
    }
  }

  /// Also ends uploads that nobody goes on with, now and then.
  private void tidy(StoreStage stage) throws IOException {
    if (random.nextBoolean()) {
      stage.clock().move(SESSION_TIME.plusSeconds(1));
    }
    stage.store().tidy(Duration.ZERO);
  }

  /// Goes on with what broke off, as often as not.
  private void upload(StoreStage stage) throws IOException {
    Upload upload = brokenOff.filter(_ -> random.nextBoolean()).orElseGet(this::fresh);
    brokenOff = Optional.of(upload);
    SessionRequest request = new SessionRequest(upload.key(), Optional.empty());
    AccountStore blobs = stage.store().as(AccountId.LOCAL);
    UploadSession session = blobs.open(request);
    for (String content : new TreeSet<>(upload.files().values())) {
      if (SomeFiles.isLarge(content)) {
        putLarge(stage, session, content);
      }
    }
    Artifacts left = SmallUpload.upload(blobs, request, upload.files());
    if (random.nextInt(5) == 0) {
      session.abort();
    } else {
      commit(stage, left, upload);
    }
    brokenOff = Optional.empty();
  }

  private Upload fresh() {
    uploads++;
    return new Upload("upload " + uploads, SomeFiles.of(random.nextLong()));
  }

  private void putLarge(StoreStage stage, UploadSession session, String content)
      throws IOException {
    byte[] bytes = utf8(content);
    Digest digest = Digest.of(bytes);
    Path file = Files.write(own.resolve("file " + random.nextLong()), bytes);
    if (session.findMissing(List.of(digest)).isEmpty() && random.nextBoolean()) {
      return;
    }
    switch (random.nextInt(3)) {
      case 0 -> session.putFile(file, digest);
      case 1 -> {
        Optional<HandOver> handOver = session.handOver();
        if (handOver.isPresent()) {
          handOver.get().files(List.of(file));
        }
      }
      default -> {
        IncomingFile incoming =
            stage
                .store()
                .as(AccountId.LOCAL)
                .session(session.id())
                .receiveFile(digest, bytes.length);
        if (incoming.parts().isEmpty()) {
          incoming.receivePart(0, new ByteArrayInputStream(bytes));
        }
        incoming.complete();
      }
    }
  }

  private void commit(StoreStage stage, Artifacts left, Upload upload) throws IOException {
    ManifestCommit.Request request =
        new ManifestCommit.Request(AccountId.LOCAL, left.session(), left.manifest());
    Commit commit = new ManifestCommit(stage.store()).prepared(request, ManifestKind.DATASET);
    assertThat(stage.catalog().datasets().commit(DATASET, commit).version()).isPresent();
    kept.put(left.manifest(), upload.files());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
