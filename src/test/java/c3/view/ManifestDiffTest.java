package c3.view;

import static org.assertj.core.api.Assertions.assertThat;

import c3.Randomly;
import c3.model.Digest;
import c3.model.Entry;
import c3.model.EntryPath;
import c3.model.Limits;
import c3.model.LinkTarget;
import c3.store.MemoryBlobStore;
import c3.store.format.ManifestWriter;
import c3.view.ManifestDiff.Difference;
import c3.view.ManifestDiff.Difference.Added;
import c3.view.ManifestDiff.Difference.Changed;
import c3.view.ManifestDiff.Difference.Removed;
import c3.view.ManifestDiff.Difference.Renamed;
import c3.view.ManifestDiff.Side;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ManifestDiffTest {
  private final MemoryBlobStore blobs = new MemoryBlobStore(Limits.STANDARD);

  @Test
  void findsWhatWasAddedRemovedAndChanged() throws IOException {
    Side was = side(file("a", "1"), file("b/c", "2"), file("same", "s"), link("l", "x"));
    Side now = side(file("a", "11"), file("b/d", "3"), file("same", "s"), link("l", "y"));

    assertThat(diff(was, now))
        .containsExactly(
            new Changed(path("a"), file("a", "1"), file("a", "11")),
            new Removed(path("b/c"), file("b/c", "2")),
            new Added(path("b/d"), file("b/d", "3")),
            new Changed(path("l"), link("l", "x"), link("l", "y")));
    assertThat(diff(was, was)).isEmpty();
  }

  @Test
  void findsFilesThatWereRenamedEachOnce() throws IOException {
    Side was = side(file("a", "1"), file("b", "1"), file("z", "2"), file("empty", ""));
    Side now = side(file("c", "1"), file("d/e", "2"), file("none", ""));

    assertThat(diff(was, now))
        .containsExactly(
            new Removed(path("b"), file("b", "1")),
            new Renamed(path("a"), path("c"), file("c", "1")),
            new Renamed(path("z"), path("d/e"), file("d/e", "2")),
            new Removed(path("empty"), file("empty", "")),
            new Added(path("none"), file("none", "")));
  }

  @Test
  void isNotRenamedWhatIsStillThere() throws IOException {
    assertThat(diff(side(file("a", "1")), side(file("a", "1"), file("b", "1"))))
        .containsExactly(new Added(path("b"), file("b", "1")));
  }

  @Test
  void remembersNoMoreRenamesThanItMay() throws IOException {
    Side was = side(file("a", "1"), file("b", "2"));
    Side now = side(file("c", "1"), file("d", "2"));
    List<Difference> found = new ArrayList<>();

    new ManifestDiff(was, now, 1).each(found::add);

    assertThat(found)
        .containsExactly(
            new Removed(path("b"), file("b", "2")),
            new Renamed(path("a"), path("c"), file("c", "1")),
            new Added(path("d"), file("d", "2")));
  }

  @Test
  void takesNoticeOfKindAndExecBitAndNotOfTimes() throws IOException {
    Entry.File plain = file("x", "1");
    Entry executable = new Entry.File(path("x"), 1, true, 5, plain.digest(), false);
    Entry touched = new Entry.File(path("x"), 1, false, 99, plain.digest(), false);

    assertThat(diff(side(plain), side(executable)))
        .containsExactly(new Changed(path("x"), plain, executable));
    assertThat(diff(side(plain), side(touched))).isEmpty();
    assertThat(diff(side(plain), side(link("x", "1")))).hasSize(1);
    assertThat(diff(side(new Entry.Directory(path("x"))), side(new Entry.Directory(path("x")))))
        .isEmpty();
  }

  @Test
  void comparesPartsByTheirPathsBelow() throws IOException {
    StoredManifestTree was = tree(file("old/a", "1"), file("old-not/b", "2"));
    StoredManifestTree now = tree(file("new/deep/a", "1"), file("new/deep/c", "3"));

    assertThat(diff(new Side(was, path("old")), new Side(now, path("new/deep"))))
        .containsExactly(new Added(path("c"), file("new/deep/c", "3")));
    assertThat(diff(new Side(was, path("old/a")), new Side(now, path("new/deep/a")))).isEmpty();
  }

  @Test
  void doesWhatTwoMapsSay() {
    Randomly.times(
        30,
        random -> {
          Map<EntryPath, Entry> was = entries(random);
          Map<EntryPath, Entry> now = entries(random);
          List<Difference> found = diff(side(was), side(now));

          assertThat(found).extracting(Difference::path).isSorted();
          Map<EntryPath, Entry> replayed = new HashMap<>(was);
          for (Difference difference : found) {
            switch (difference) {
              case Added added -> replayed.put(added.path(), added.now());
              case Removed removed -> assertThat(replayed.remove(removed.path())).isNotNull();
              case Changed changed -> replayed.put(changed.path(), changed.now());
              case Renamed renamed -> {
                assertThat(was).containsKey(renamed.from());
                assertThat(now).doesNotContainKey(renamed.from());
                replayed.remove(renamed.from());
                replayed.put(renamed.path(), renamed.now());
              }
            }
          }
          assertThat(replayed).isEqualTo(now);
        });
  }

  private static Map<EntryPath, Entry> entries(RandomGenerator random) {
    Map<EntryPath, Entry> entries = new TreeMap<>();
    for (int i = 0; i < 3_000; i++) {
      if (random.nextInt(3) > 0) {
        Entry.File file = file("d%d/f%d".formatted(i % 7, i), "content " + random.nextInt(2_000));
        entries.put(file.path(), file);
      }
    }
    return entries;
  }

  private static List<Difference> diff(Side was, Side now) throws IOException {
    List<Difference> found = new ArrayList<>();
    new ManifestDiff(was, now).each(found::add);
    return found;
  }

  private Side side(Map<EntryPath, Entry> entries) throws IOException {
    return side(entries.values().toArray(Entry[]::new));
  }

  private Side side(Entry... entries) throws IOException {
    return new Side(tree(entries), EntryPath.ROOT);
  }

  private StoredManifestTree tree(Entry... entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ManifestWriter writer = new ManifestWriter(bytes)) {
      List<Entry> sorted = new ArrayList<>(Arrays.asList(entries));
      sorted.sort((one, other) -> one.path().compareTo(other.path()));
      for (Entry entry : sorted) {
        writer.add(entry);
      }
      var summary = writer.finish().summary();
      blobs.put(bytes.toByteArray());
      return new StoredManifestTree(blobs, summary);
    }
  }

  private static Entry.File file(String path, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return new Entry.File(path(path), bytes.length, false, 5, Digest.of(bytes), false);
  }

  private static Entry link(String path, String target) {
    return new Entry.Link(path(path), LinkTarget.ofBytes(target.getBytes(StandardCharsets.UTF_8)));
  }

  private static EntryPath path(String path) {
    return EntryPath.of(path);
  }
}
