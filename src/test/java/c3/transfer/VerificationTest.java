package c3.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.model.Digest;
import c3.model.EntryPath;
import c3.store.BlobMissing;
import c3.store.MemoryBlobStore;
import c3.store.TouchedBlobStore;
import c3.transfer.Verification.Result;
import c3.view.ManifestTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {
  private static final int LARGE = 5_000;

  @TempDir Path folder;
  private final MemoryBlobStore blobs = new MemoryBlobStore(Uploads.SMALL);
  private final List<String> damaged = new ArrayList<>();
  private ManifestTree tree;

  @BeforeEach
  void begin() throws IOException {
    Path source = Files.createDirectories(folder.resolve("source/sub"));
    Files.writeString(source.resolve("a"), "small");
    Files.writeString(source.resolve("twin"), "small");
    Files.writeString(source.resolve("empty"), "");
    Files.writeString(source.resolveSibling("large"), "x".repeat(LARGE));
    Uploads uploads = new Uploads(blobs, folder.resolve("spool")).bounded(Uploads.SMALL);
    tree = uploads.tree(uploads.upload(folder.resolve("source")).manifest());
  }

  @Test
  void readsEverythingThatIsWell() throws IOException {
    assertThat(verify(EntryPath.ROOT)).isEqualTo(new Result(4, LARGE + 10, 0));
    assertThat(verify(EntryPath.of("sub"))).isEqualTo(new Result(3, 10, 0));
    assertThat(damaged).isEmpty();
  }

  @Test
  void namesEachFileWhoseContentIsDamagedOrGone() throws IOException {
    blobs.damage(digest("small"));
    blobs.lose(digest("x".repeat(LARGE)));

    assertThat(verify(EntryPath.ROOT)).isEqualTo(new Result(4, LARGE + 10, 3));
    assertThat(damaged).containsExactlyInAnyOrder("large", "sub/a", "sub/twin");
    damaged.clear();
    assertThat(verify(EntryPath.of("sub/twin"))).isEqualTo(new Result(1, 5, 1));
    assertThat(damaged).containsExactly("sub/twin");
  }

  @Test
  void remembersNoMoreFilesThanItAsksForHoweverAlikeTheyAre() throws IOException {
    Path twins = Files.createDirectories(folder.resolve("twins"));
    for (int i = 0; i < 2 * Uploads.SMALL.digestsPerCallMax(); i++) {
      Files.writeString(twins.resolve("twin" + i), "x");
    }
    Uploads uploads = new Uploads(blobs, folder.resolve("spool")).bounded(Uploads.SMALL);
    tree = uploads.tree(uploads.upload(twins).manifest());
    List<String> calls = new ArrayList<>();
    TouchedBlobStore touched = new TouchedBlobStore(blobs, (call, file) -> calls.add(call));

    new Verification(touched, Uploads.SMALL, Progress.NONE, (path, why) -> {})
        .verify(tree, EntryPath.ROOT);

    assertThat(calls).filteredOn("readAll"::equals).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void knowsNothingWithoutTheManifest() {
    blobs.lose(tree.manifest().digest());

    assertThatThrownBy(() -> verify(EntryPath.ROOT)).isInstanceOf(BlobMissing.class);
  }

  private Result verify(EntryPath below) throws IOException {
    return new Verification(
            blobs, Uploads.SMALL, Progress.NONE, (path, why) -> damaged.add(path.toString()))
        .verify(tree, below);
  }

  private static Digest digest(String content) {
    return Digest.of(content.getBytes(StandardCharsets.UTF_8));
  }
}
