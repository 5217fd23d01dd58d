package c3.transfer.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.model.Digest;
import c3.model.Entry;
import c3.model.EntryPath;
import c3.store.BlobStore;
import c3.store.MemoryBlobStore;
import c3.store.SessionRequest;
import c3.transfer.Progress;
import c3.transfer.Threads;
import c3.transfer.UploadFailed;
import c3.transfer.UploadResult;
import c3.transfer.Uploads;
import c3.view.ManifestTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceUploadTest {
  @TempDir Path folder;
  private final MemoryBlobStore blobs = new MemoryBlobStore(Uploads.SMALL);
  private Path source = Path.of("");
  private Uploads uploads = new Uploads(blobs, source);
  private ManifestTree tree;

  @BeforeEach
  void begin() throws IOException {
    source = Files.createDirectories(folder.resolve("source"));
    Files.createDirectories(source.resolve("models/empty"));
    Files.writeString(source.resolve("models/a"), "aa");
    Files.createSymbolicLink(source.resolve("models/link"), Path.of("a"));
    Files.writeString(source.resolve("other"), "bbb");
    Files.writeString(source.resolve("zero"), "");
    uploads = new Uploads(blobs, folder.resolve("spool")).bounded(Uploads.SMALL);
    tree = uploads.tree(uploads.upload(source).manifest());
  }

  @Test
  void namesAllOfAManifestBySendingNothing() throws IOException {
    long before = blobs.putBytes();

    UploadResult result = upload(EntryPath.ROOT);

    assertThat(result.manifest()).isEqualTo(tree.manifest());
    assertThat(result.sent().bytes()).isZero();
    assertThat(blobs.putBytes()).isEqualTo(before);
    assertThat(blobs.held("reference")).contains(digest("aa"), digest("bbb"));
  }

  @Test
  void writesAPartAsUploadingItsFolderWould() throws IOException {
    UploadResult result = upload(EntryPath.of("models"));

    assertThat(uploads.entries(result.manifest()))
        .isEqualTo(Uploads.expected(source.resolve("models")));
    assertThat(blobs.held("reference"))
        .contains(digest("aa"), result.manifest().digest())
        .doesNotContain(digest("bbb"));
  }

  @Test
  void putsAFileUnderItsName() throws IOException {
    assertThat(uploads.entries(upload(EntryPath.of("models/a")).manifest()))
        .extracting(Entry::path)
        .isEqualTo(List.of(EntryPath.of("a")));
    assertThat(uploads.entries(upload(EntryPath.of("models/empty")).manifest())).isEmpty();
  }

  @Test
  void namesAFileWhoseContentIsGone() {
    blobs.lose(digest("aa"));

    assertThatThrownBy(() -> upload(EntryPath.ROOT))
        .isInstanceOf(UploadFailed.class)
        .hasMessageContaining("models/a");
  }

  @Test
  void sendsWhatTheAccountDoesNotHaveItself() throws IOException {
    byte[] large = new byte[Math.toIntExact(Uploads.SMALL.smallFileMax()) + 1];
    Files.write(source.resolve("large"), large);
    tree = uploads.tree(uploads.upload(source).manifest());
    MemoryBlobStore own = new MemoryBlobStore(Uploads.SMALL);

    UploadResult result = upload(EntryPath.ROOT, own);

    assertThat(result.manifest()).isEqualTo(tree.manifest());
    assertThat(result.sent()).isEqualTo(new UploadResult.Sent(3, large.length + 5));
    assertThat(own.held("reference")).contains(digest("aa"), digest("bbb"), Digest.of(large));
  }

  private UploadResult upload(EntryPath below) throws IOException {
    return upload(below, blobs);
  }

  private UploadResult upload(EntryPath below, BlobStore to) throws IOException {
    Threads threads = Threads.perProcessor(1, Thread.ofVirtual().factory());
    UploadSettings settings =
        new UploadSettings(
            folder.resolve("spool"), UUID::randomUUID, UploadSettings.Owner.PERSON, threads);
    return new ReferenceUpload(to, blobs, Uploads.SMALL, settings)
        .upload(new SessionRequest("reference", Optional.empty()), tree, below, Progress.NONE);
  }

  private static Digest digest(String content) {
    return Digest.of(content.getBytes(StandardCharsets.UTF_8));
  }
}
