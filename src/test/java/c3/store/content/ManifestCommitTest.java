package c3.store.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.catalog.ManifestCatalog.Commit;
import c3.catalog.ManifestCatalog.CommitResult.Done;
import c3.catalog.SessionCatalog.State;
import c3.model.AccountId;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.Entry;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.model.ManifestKind;
import c3.store.BlobCorrupt;
import c3.store.SessionRequest;
import c3.store.UploadSession;
import c3.store.format.ManifestWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A manifest is committed only when it is one, and says of each file what its blob is.
final class ManifestCommitTest {
  private static final byte[] CONTENT = "seven b".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;
  private StoreStage stage;
  private UploadSession session;

  @BeforeEach
  void begin() throws IOException {
    stage = StoreStage.in(folder.resolve("home"));
    session =
        stage.store().as(AccountId.LOCAL).open(new SessionRequest("upload", Optional.empty()));
    put(CONTENT);
  }

  @AfterEach
  void end() throws IOException {
    stage.close();
  }

  @Test
  void commitsAManifestThatIsRight() throws IOException {
    Digest manifest =
        put(manifest(file("a", CONTENT.length, CONTENT), file("b", 0, new byte[0]), file("c")));

    assertThat(commit(manifest)).isInstanceOf(Done.class);
  }

  @Test
  void waitsForNobodysHashing() throws IOException {
    Digest manifest = put(manifest(file("a"), file("b")));
    stage.endHashing();

    assertThat(commit(manifest)).isInstanceOf(Done.class);
  }

  @Test
  void refusesASizeThatIsNotTheBlobs() throws IOException {
    assertWrong(put(manifest(file("a"), file("b", 8, CONTENT))), "b has 8 bytes");
    assertWrong(put(manifest(file("a", 8, CONTENT))), "a has 8 bytes");
  }

  @Test
  void comparesEveryFileOfManyThatAreTheSame() throws IOException {
    Entry[] files = new Entry[5_000];
    for (int i = 0; i < files.length; i++) {
      files[i] = file("f%04d".formatted(i));
    }
    files[4_998] = file("f4998", 8, CONTENT);
    assertWrong(put(manifest(files)), "f4998 has 8 bytes");

    files[4_998] = file("f4998");
    assertThat(commit(put(manifest(files)))).isInstanceOf(Done.class);
  }

  @Test
  void refusesASizeOfAnEmptyFile() throws IOException {
    assertWrong(put(manifest(file("a", 1, new byte[0]))), "a has 1 bytes");
  }

  @Test
  void refusesWhatIsDamagedBeforeItsFooter() throws IOException {
    byte[] damaged = manifest(file("a"));
    damaged[8] ^= 1;
    Digest manifest = put(damaged);

    assertThatThrownBy(() -> commit(manifest)).isInstanceOf(BlobCorrupt.class);
    assertStillOpen();
  }

  private void assertWrong(Digest manifest, String what) throws IOException {
    assertThatThrownBy(() -> commit(manifest))
        .isInstanceOfSatisfying(
            C3Exception.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID);
              assertThat(e)
                  .hasMessage("the manifest says that " + what + "; its content has another size");
            });
    assertStillOpen();
  }

  private void assertStillOpen() throws IOException {
    assertThat(stage.catalog().sessions().find(session.id()))
        .hasValueSatisfying(found -> assertThat(found.state()).isEqualTo(State.OPEN));
  }

  private Object commit(Digest manifest) throws IOException {
    Commit commit =
        new ManifestCommit(stage.store())
            .prepared(
                new ManifestCommit.Request(AccountId.LOCAL, session.id(), manifest),
                ManifestKind.JOB);
    return stage.catalog().manifests().commit(commit);
  }

  private Digest put(byte[] content) throws IOException {
    Digest digest = Digest.of(content);
    session.putFile(Files.write(folder.resolve(digest.hex()), content), digest);
    return digest;
  }

  private static Entry.File file(String path) {
    return file(path, CONTENT.length, CONTENT);
  }

  private static Entry.File file(String path, long sizeBytes, byte[] content) {
    return new Entry.File(EntryPath.of(path), sizeBytes, false, 0, Digest.of(content), false);
  }

  private static byte[] manifest(Entry... entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ManifestWriter writer = new ManifestWriter(bytes)) {
      for (Entry entry : Arrays.asList(entries)) {
        writer.add(entry);
      }
      writer.finish();
    }
    return bytes.toByteArray();
  }
}
