package c3.store.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import c3.catalog.BlobCatalog.NewObject;
import c3.model.AccountId;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import c3.model.SessionId;
import c3.object.ObjectKey;
import c3.store.BlobMissing;
import c3.store.BlobStore.Range;
import c3.store.DropFolder;
import c3.store.SessionRequest;
import c3.store.UploadSession;
import c3.store.check.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreStartTest {
  private static final byte[] CONTENT = "something that is stored".getBytes(StandardCharsets.UTF_8);
  private static final Digest DIGEST = Digest.of(CONTENT);

  @TempDir Path folder;

  @Test
  void whatWasStoredIsThereAfterARestart() throws IOException {
    try (StoreStage stage = StoreStage.in(folder)) {
      session(stage, "a").putFile(file(), DIGEST);
    }
    try (StoreStage stage = StoreStage.in(folder)) {
      assertThat(stage.store().as(AccountId.LOCAL).read(DIGEST, Range.ALL))
          .hasBinaryContent(CONTENT);
      assertThat(session(stage, "a").findMissing(List.of(DIGEST))).isEmpty();
    }
  }

  @Test
  void saysItsFormatOnce() throws IOException {
    StoreStage.in(folder).close();
    assertThat(folder.resolve("store/FORMAT"))
        .hasContent("cas 1\n{\"digest\":\"sha256\",\"bundleMax\":67108864,\"smallMax\":1048576}\n");
    StoreStage.in(folder).close();
  }

  @Test
  void refusesAnotherFormatInOneLine() throws IOException {
    StoreStage.in(folder).close();
    for (String other : List.of("cas 2\n{}", "cas 0\n", "", "\n", "cas 11", "something else")) {
      Files.writeString(folder.resolve("store/FORMAT"), other);
      C3Exception refusal =
          catchThrowableOfType(C3Exception.class, () -> StoreStage.in(folder).close());
      assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT);
      assertThat(refusal.message()).contains("cas 1").doesNotContain("\n");
    }
  }

  @Test
  void saysWhatIsWrongWithAFormatThatIsNone() throws IOException {
    StoreStage.in(folder).close();
    Path file = folder.resolve("store/FORMAT");
    for (String text : List.of("", "\0\0\0\0", "something else")) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> StoreStage.in(folder).close())
          .isInstanceOf(C3Exception.class)
          .hasMessage(
              file
                  + " is "
                  + (text.isEmpty() ? "empty" : "damaged")
                  + "; it should begin with \"cas 1\"");
    }
  }

  @Test
  void refusesObjectsWithoutAFormat() throws IOException {
    try (StoreStage stage = StoreStage.in(folder)) {
      session(stage, "a").putFile(file(), DIGEST);
    }
    Files.delete(folder.resolve("store/FORMAT"));
    assertThatThrownBy(() -> StoreStage.in(folder).close()).isInstanceOf(C3Exception.class);
  }

  @Test
  void refusesAnEmptyFolderInThePlaceOfItsObjects() throws IOException {
    try (StoreStage stage = StoreStage.in(folder)) {
      session(stage, "a").putFile(file(), DIGEST);
    }
    Path store = folder.resolve("store");
    Path elsewhere = Files.move(store, folder.resolve("elsewhere"));
    Files.createDirectory(store);

    assertThatThrownBy(() -> StoreStage.in(folder).close())
        .isInstanceOf(C3Exception.class)
        .hasMessageContaining("the store at " + store + " is empty, but the catalog knows");
    assertThat(store).isEmptyDirectory();
    Files.delete(store);
    assertThatThrownBy(() -> StoreStage.in(folder).close()).isInstanceOf(C3Exception.class);
    assertThat(store).doesNotExist();

    Files.move(elsewhere, store);
    try (StoreStage stage = StoreStage.in(folder)) {
      assertThat(stage.store().as(AccountId.LOCAL).read(DIGEST, Range.ALL))
          .hasBinaryContent(CONTENT);
    }
  }

  @Test
  void removesDraftsButNotTheNoncesOfOpenSessions() throws IOException {
    SessionId open;
    String nonce;
    SessionId ended;
    try (StoreStage stage = StoreStage.in(folder)) {
      open = session(stage, "open").id();
      nonce = dropFolder(stage, open).nonce();
      ended = session(stage, "ended").id();
      Path endedFolder = dropFolder(stage, ended).path();
      session(stage, "ended").abort();
      assertThat(endedFolder).doesNotExist();
      Files.createDirectories(endedFolder);
      Files.writeString(endedFolder.resolve("left"), "by a crash");
      Files.writeString(tmp(open).resolve("draft"), "half a file");
      Files.createDirectory(tmp(open).resolve("directory"));
    }
    try (StoreStage stage = StoreStage.in(folder)) {
      assertThat(tmp(ended)).doesNotExist();
      try (Stream<Path> left = Files.list(tmp(open))) {
        assertThat(left).containsExactly(tmp(open).resolve("nonce"));
      }
      assertThat(dropFolder(stage, open).nonce()).isEqualTo(nonce).hasSize(32);
    }
  }

  @Test
  void makesANonceAnewThatAPowerFailureHasCutOff() throws IOException {
    for (String left : List.of("", "\0".repeat(32), "0123456789abcdef")) {
      SessionId session;
      try (StoreStage stage = StoreStage.in(folder)) {
        session = session(stage, "a").id();
        dropFolder(stage, session);
      }
      Files.writeString(tmp(session).resolve("nonce"), left);
      try (StoreStage stage = StoreStage.in(folder)) {
        String nonce = dropFolder(stage, session).nonce();
        assertThat(nonce).matches("[0-9a-f]{32}");
        assertThat(tmp(session).resolve("nonce")).hasContent(nonce);
      }
    }
  }

  @Test
  void givesUpObjectsThatWereAboutToBe() throws IOException {
    ObjectKey named;
    try (StoreStage stage = StoreStage.in(folder)) {
      SessionId session = session(stage, "a").id();
      NewObject object = new NewObject('w', DIGEST, CONTENT.length);
      List<Long> numbers = stage.catalog().blobs().intend(session, List.of(object, object));
      named = new ObjectKey(ObjectKey.Kind.WHOLE, DIGEST, numbers.getFirst());
      Path file = folder.resolve("store").resolve(named.toString());
      Files.createDirectories(file.getParent());
      Files.write(file, CONTENT);
    }
    try (StoreStage stage = StoreStage.in(folder)) {
      assertThat(folder.resolve("store").resolve(named.toString())).doesNotExist();
      stage.catalog().blobs().eachObject(row -> assertThat(row).as("no row is left").isNull());
      assertThat(stage.findings()).isEmpty();
      session(stage, "a").putFile(file(), DIGEST);
    }
  }

  /// Yesterday's catalog over today's objects: what was uploaded since is not known any more, and
  /// its files lie where the same uploads would put theirs once more.
  @Test
  void goesOnWithAnOlderCatalogOverNewerObjects() throws IOException {
    Path catalog = folder.resolve("catalog.db");
    Path backup = folder.resolve("backup.db");
    try (StoreStage stage = StoreStage.in(folder)) {
      session(stage, "yesterday").putFile(file(), DIGEST);
    }
    Files.copy(catalog, backup);
    byte[] later = "uploaded since".getBytes(StandardCharsets.UTF_8);
    Path file = Files.write(folder.resolve("later"), later);
    for (int times = 0; times < 3; times++) {
      try (StoreStage stage = StoreStage.in(folder)) {
        assertThat(session(stage, "today").findMissing(List.of(DIGEST, Digest.of(later))))
            .containsExactly(Digest.of(later));
        session(stage, "today").putFile(file, Digest.of(later));

        assertThat(stage.store().as(AccountId.LOCAL).read(Digest.of(later), Range.ALL))
            .hasBinaryContent(later);
        assertThat(stage.store().as(AccountId.LOCAL).read(DIGEST, Range.ALL))
            .hasBinaryContent(CONTENT);
        assertThat(stage.findings())
            .as("only the files of the days that the catalog has forgotten")
            .hasSize(times)
            .allMatch(finding -> finding.kind() == Finding.Kind.ORPHAN && !finding.lost());
      }
      Files.copy(backup, catalog, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Test
  void anotherAccountsBlobsAreMissing() throws IOException {
    try (StoreStage stage = StoreStage.in(folder)) {
      session(stage, "a").putFile(file(), DIGEST);
      AccountStore stranger = stage.store().as(new AccountId(2));
      assertThatThrownBy(() -> stranger.read(DIGEST, Range.ALL)).isInstanceOf(BlobMissing.class);
      assertThatThrownBy(() -> stranger.size(DIGEST)).isInstanceOf(BlobMissing.class);
      assertThat(stranger.locator().orElseThrow().locate(List.of(DIGEST))).isEmpty();
      SessionId session = session(stage, "a").id();
      C3Exception refusal =
          catchThrowableOfType(C3Exception.class, () -> stranger.session(session));
      assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_FOUND);
    }
  }

  @Test
  void tidyingEndsWhatNobodyRenewsAndRemovesItsDrafts() throws IOException {
    try (StoreStage stage = StoreStage.in(folder)) {
      UploadSession left = session(stage, "left");
      UploadSession used = session(stage, "used");
      Path drafts = dropFolder(stage, left.id()).path();
      stage.clock().move(Duration.ofMinutes(50));
      used.renew();
      stage.clock().move(Duration.ofMinutes(50));
      stage.store().tidy(Duration.ofMinutes(45));
      assertThat(drafts).isDirectory();
      stage.store().tidy(Duration.ofMinutes(10));
      assertThat(drafts).doesNotExist();
      assertThat(used.findMissing(List.of(DIGEST))).containsExactly(DIGEST);
      assertThatThrownBy(() -> left.findMissing(List.of(DIGEST))).isInstanceOf(C3Exception.class);
    }
  }

  @Test
  void everyCallRenewsTheSessionNowAndThen() throws IOException {
    try (StoreStage stage = StoreStage.in(folder)) {
      UploadSession session = session(stage, "a");
      for (int i = 0; i < 5; i++) {
        stage.clock().move(Duration.ofMinutes(40));
        stage.passNanos(Duration.ofMinutes(40).toNanos());
        session.findMissing(List.of());
        stage.store().tidy(Duration.ZERO);
      }
      session.putFile(file(), DIGEST);
    }
  }

  @Test
  void keepsRoomForAFullDiskAndMakesItAgain() throws IOException {
    Path reserve = folder.resolve("store/reserve");
    try (StoreStage stage = StoreStage.in(folder)) {
      stage.store().tidy(Duration.ZERO);
      assertThat(reserve).hasSize(StoreStage.RESERVE_BYTES);
      Files.delete(reserve);
      stage.store().tidy(Duration.ZERO);
      assertThat(reserve).hasSize(StoreStage.RESERVE_BYTES);
    }
  }

  private Path tmp(SessionId session) {
    return folder.resolve("store/tmp").resolve(session.text());
  }

  private Path file() throws IOException {
    return Files.write(folder.resolve("file"), CONTENT);
  }

  private static UploadSession session(StoreStage stage, String key) throws IOException {
    return stage.store().as(AccountId.LOCAL).open(new SessionRequest(key, Optional.empty()));
  }

  private static DropFolder dropFolder(StoreStage stage, SessionId session) throws IOException {
    return stage.store().as(AccountId.LOCAL).session(session).dropFolder().orElseThrow();
  }
}
