package c3.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import c3.model.Digest;
import c3.model.Entry;
import c3.model.EntryPath;
import c3.model.Limits;
import c3.model.LinkTarget;
import c3.model.ManifestSummary;
import c3.store.MemoryBlobStore;
import c3.transfer.DownloadResult;
import c3.transfer.Downloader;
import c3.transfer.Progress;
import c3.transfer.TreeDownloader;
import c3.view.ManifestTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that kept changing while they were stored are not brought without a word.
class ChangedFilesTest {
  private static final byte[] CONTENT = {'a', 'b'};

  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();

  private void hear(Progress.Event event) {
    if (event instanceof Progress.Event.Warned warned) {
      warnings.add(warned.path() + ": " + warned.what());
    }
  }

  private static Entry.File file(String path, boolean changed) {
    return new Entry.File(
        EntryPath.of(path), CONTENT.length, false, 0, Digest.of(CONTENT), changed);
  }

  private record Files(List<Entry> entries) implements ManifestTree {
    @Override
    public void walk(EntryPath below, EntryVisitor visitor) throws IOException {
      for (Entry entry : entries) {
        visitor.entry(entry);
      }
    }

    @Override
    public ManifestSummary manifest() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Node> find(EntryPath path) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Page list(EntryPath directory, EntryPath after, int max) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void areNamedOnceHoweverOftenTheTreeIsWalked() throws IOException {
    MemoryBlobStore blobs = new MemoryBlobStore(Limits.STANDARD);
    blobs.put(CONTENT);
    Entry link = new Entry.Link(EntryPath.of("link"), LinkTarget.of("a"));
    List<Entry> entries = List.of(file("a", true), file("b", false), file("c", true), link);

    DownloadResult result =
        TreeDownloader.forPeople(blobs, Limits.STANDARD, Workloads.threads())
            .download(
                new Files(entries),
                EntryPath.ROOT,
                new Downloader.Target(folder, Downloader.Others.KEPT),
                this::hear);

    String what = ": it kept changing while it was stored; what is kept may mix two states";
    assertThat(warnings).containsExactly("a" + what, "c" + what);
    assertThat(result.files()).isEqualTo(3);
    assertThat(folder.resolve("c")).hasBinaryContent(CONTENT);
    assertThat(folder.resolve("link")).isSymbolicLink();
  }

  @Test
  void areNamedWhenOneIsCopiedByItself() throws IOException {
    MemoryBlobStore blobs = new MemoryBlobStore(Limits.STANDARD);
    blobs.put(CONTENT);
    FileCopy copy = new FileCopy(blobs, this::hear);

    copy.copy(file("a", false), folder.resolve("a"), false);
    assertThat(warnings).isEmpty();

    copy.copy(file("b", true), folder.resolve("b"), false);
    assertThat(warnings).hasSize(1);
  }
}
