package c3.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.Randomly;
import c3.model.Digest;
import c3.model.Entry;
import c3.model.EntryPath;
import c3.model.Limits;
import c3.model.LinkTarget;
import c3.model.ManifestSummary;
import c3.store.BlobCorrupt;
import c3.store.BlobMissing;
import c3.store.MemoryBlobStore;
import c3.store.format.ManifestWriter;
import c3.store.format.SealedManifest;
import c3.view.ManifestTree.Node;
import c3.view.ManifestTree.Page;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class StoredManifestTreeTest {
  private final MemoryBlobStore blobs = new MemoryBlobStore(Limits.STANDARD);

  @Test
  void showsDirectoriesThatAreOnlyImplied() throws IOException {
    ManifestTree tree = tree(file("a/b/c"), link("a/l"), directory("e"), file("f"));
    assertThat(tree.find(path("a/b"))).contains(new Node.Directory(path("a/b")));
    assertThat(tree.find(path("a/b/c"))).contains(new Node.Leaf(file("a/b/c")));
    assertThat(tree.find(path("a/l"))).contains(new Node.Leaf(link("a/l")));
    assertThat(tree.find(path("e"))).contains(new Node.Directory(path("e")));
    assertThat(tree.find(EntryPath.ROOT)).contains(new Node.Directory(EntryPath.ROOT));
    assertThat(tree.find(path("a/" + "bb"))).isEmpty();
    assertThat(names(tree.list(EntryPath.ROOT, EntryPath.ROOT, 10))).containsExactly("a", "e", "f");
    assertThat(tree.list(path("e"), EntryPath.ROOT, 10).nodes()).isEmpty();
  }

  @Test
  void listsADirectoryBeforeTheFilesWhoseNamesItBegins() throws IOException {
    ManifestTree tree =
        tree(file("a-b/x"), file("a.b.c"), file("a.b/x"), file("a/x"), file("a0"), file("b"));
    assertThat(names(tree.list(EntryPath.ROOT, EntryPath.ROOT, 10)))
        .containsExactly("a", "a-b", "a.b", "a.b.c", "a0", "b");
    assertThat(names(tree.list(EntryPath.ROOT, path("a-b"), 2))).containsExactly("a.b", "a.b.c");
  }

  @Test
  void saysWhatCannotBeListed() throws IOException {
    ManifestTree tree = tree(file("a/b"), file("f"));
    assertThatThrownBy(() -> tree.list(path("f"), EntryPath.ROOT, 1))
        .isInstanceOf(NotDirectoryException.class);
    assertThatThrownBy(() -> tree.list(path("g"), EntryPath.ROOT, 1))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> tree.list(path("a"), path("f"), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void walksAFileAsItself() throws IOException {
    ManifestTree tree = tree(file("a/b"), file("a/bc"));
    assertThat(walk(tree, path("a/b"))).containsExactly(file("a/b"));
    assertThat(walk(tree, path("a"))).containsExactly(file("a/b"), file("a/bc"));
    assertThat(walk(tree, path("x"))).isEmpty();
  }

  @Test
  void showsAManifestWithNothingInIt() throws IOException {
    ManifestTree tree = tree();
    assertThat(tree.list(EntryPath.ROOT, EntryPath.ROOT, 5)).isEqualTo(new Page(List.of(), false));
    assertThat(tree.find(path("a"))).isEmpty();
    assertThat(walk(tree, EntryPath.ROOT)).isEmpty();
  }

  @Test
  void reportsAManifestThatIsDamagedOrGone() throws IOException {
    ManifestSummary manifest = manifest(List.of(file("a"), file("b"), file("c")));
    blobs.damage(manifest.digest());
    assertThatThrownBy(() -> walk(new StoredManifestTree(blobs, manifest), EntryPath.ROOT))
        .isInstanceOf(BlobCorrupt.class);
    blobs.lose(manifest.digest());
    assertThatThrownBy(() -> new StoredManifestTree(blobs, manifest))
        .isInstanceOf(BlobMissing.class);
  }

  @Test
  void readsASmallManifestAtOnce() throws IOException {
    ManifestSummary manifest = manifest(List.of(file("a"), file("b/c")));
    int before = blobs.reads();
    assertThat(walk(new StoredManifestTree(blobs, manifest), EntryPath.ROOT)).hasSize(2);
    assertThat(blobs.reads() - before).isEqualTo(1);
  }

  @Test
  void readsFewFramesOfALargeManifest() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      entries.add(file("directory-%03d/file-%05d".formatted(i / 100, i)));
    }
    ManifestTree tree = new StoredManifestTree(blobs, manifest(entries));
    int before = blobs.reads();
    assertThat(tree.find(path("directory-250/file-25000"))).isPresent();
    assertThat(tree.list(path("directory-250"), EntryPath.ROOT, 1_000).nodes()).hasSize(100);
    assertThat(blobs.reads() - before).isLessThanOrEqualTo(3);
    before = blobs.reads();
    assertThat(walk(tree, EntryPath.ROOT)).hasSize(50_000);
    assertThat(blobs.reads() - before).isLessThan(10);
  }

  /// The reference: all paths in a sorted map, directories by looking at everything.
  private record Reference(TreeMap<EntryPath, Entry> entries) {
    Optional<Node> find(EntryPath path) {
      Entry entry = entries.get(path);
      if (entry != null && !(entry instanceof Entry.Directory)) {
        return Optional.of(new Node.Leaf(entry));
      }
      return entry != null || entries.keySet().stream().anyMatch(p -> p.startsWith(path))
          ? Optional.of(new Node.Directory(path))
          : Optional.empty();
    }

    List<Node> list(EntryPath directory) {
      SortedSet<EntryPath> children = new TreeSet<>();
      for (EntryPath path : entries.keySet()) {
        if (path.startsWith(directory) && !path.equals(directory)) {
          children.add(directory.resolve(path.below(directory).segments().getFirst()));
        }
      }
      return children.stream().map(child -> find(child).orElseThrow()).toList();
    }
  }

  @Test
  void doesAsASimpleReferenceDoes() {
    Randomly.times(
        60,
        random -> {
          Reference reference = reference(random);
          List<Entry> entries = List.copyOf(reference.entries().values());
          ManifestTree tree = new StoredManifestTree(blobs, manifest(entries));
          List<EntryPath> asked = new ArrayList<>(List.of(EntryPath.ROOT));
          for (int i = 0; i < 30; i++) {
            asked.add(randomPath(random));
            asked.add(entries.get(random.nextInt(entries.size())).path().parent());
          }
          for (EntryPath path : asked) {
            compare(reference, tree, path, 1 + random.nextInt(5));
          }
        });
  }

  private static void compare(Reference reference, ManifestTree tree, EntryPath path, int max)
      throws IOException {
    Optional<Node> expected = reference.find(path);
    assertThat(tree.find(path)).isEqualTo(expected);
    assertThat(walk(tree, path))
        .isEqualTo(
            reference.entries().values().stream()
                .filter(entry -> entry.path().startsWith(path))
                .toList());
    if (expected.isEmpty() || expected.get() instanceof Node.Leaf) {
      return;
    }
    List<Node> listed = new ArrayList<>();
    EntryPath after = EntryPath.ROOT;
    Page page;
    do {
      page = tree.list(path, after, max);
      assertThat(page.nodes().size()).isLessThanOrEqualTo(max);
      listed.addAll(page.nodes());
      after = page.more() ? page.nodes().getLast().path() : after;
    } while (page.more());
    assertThat(listed).isEqualTo(reference.list(path));
  }

  private static Reference reference(RandomGenerator random) {
    TreeMap<EntryPath, Entry> entries = new TreeMap<>();
    int tries = 1 + random.nextInt(random.nextInt(10) == 0 ? 6_000 : 80);
    for (int i = 0; i < tries || entries.isEmpty(); i++) {
      EntryPath path = randomPath(random);
      boolean below = false;
      for (EntryPath up = path; !up.isRoot(); up = up.parent()) {
        below |= entries.containsKey(up);
      }
      EntryPath next = entries.ceilingKey(path.resolve("\u0001"));
      if (!below && (next == null || !next.startsWith(path))) {
        entries.put(path, randomEntry(random, path));
      }
    }
    return new Reference(entries);
  }

  private static Entry randomEntry(RandomGenerator random, EntryPath path) {
    return switch (random.nextInt(4)) {
      case 0 -> new Entry.Link(path, LinkTarget.of("x//y/"));
      case 1 -> new Entry.Directory(path);
      default -> new Entry.File(path, 3, random.nextBoolean(), -5, Digest.EMPTY, false);
    };
  }

  private static EntryPath randomPath(RandomGenerator random) {
    byte[] alphabet = {'a', 'b', '-', '.', '/', '0', ' ', (byte) 0xff, 1};
    while (true) {
      byte[] path = new byte[1 + random.nextInt(9)];
      for (int i = 0; i < path.length; i++) {
        path[i] = alphabet[random.nextInt(alphabet.length)];
      }
      try {
        return EntryPath.ofBytes(path);
      } catch (IllegalArgumentException e) {
        // Not a path: another one.
      }
    }
  }

  private ManifestTree tree(Entry... entries) throws IOException {
    return new StoredManifestTree(blobs, manifest(List.of(entries)));
  }

  private ManifestSummary manifest(List<Entry> entries) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ManifestWriter writer = new ManifestWriter(out)) {
      for (Entry entry : entries) {
        writer.add(entry);
      }
      SealedManifest sealed = writer.finish();
      assertThat(blobs.put(out.toByteArray())).isEqualTo(sealed.summary().digest());
      return sealed.summary();
    }
  }

  private static List<Entry> walk(ManifestTree tree, EntryPath below) throws IOException {
    List<Entry> entries = new ArrayList<>();
    tree.walk(below, entries::add);
    return entries;
  }

  private static List<String> names(Page page) {
    return page.nodes().stream().map(node -> node.path().toString()).toList();
  }

  private static EntryPath path(String text) {
    return EntryPath.of(text);
  }

  private static Entry file(String path) {
    return new Entry.File(path(path), 3, false, 7, Digest.of(new byte[] {1, 2, 3}), false);
  }

  private static Entry link(String path) {
    return new Entry.Link(path(path), LinkTarget.of("somewhere"));
  }

  private static Entry directory(String path) {
    return new Entry.Directory(path(path));
  }
}
