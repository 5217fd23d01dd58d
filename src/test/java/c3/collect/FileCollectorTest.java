package c3.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.Randomly;
import c3.collect.Collector.Filter;
import c3.collect.Collector.Root;
import c3.model.C3Exception;
import c3.model.EntryPath;
import c3.posix.FileNames;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCollectorTest {
  @TempDir Path folder;

  @Test
  void findsEveryKindInTheOrderOfPathBytes() throws Exception {
    make("a/deep/file", "a-b", "a.txt", "a0", "a/x", "B");
    Files.createDirectories(folder.resolve("c"));
    Files.createDirectories(folder.resolve("c-d/e"));
    Files.createSymbolicLink(folder.resolve("a!"), Path.of("/etc/passwd"));
    run("ln", "-s", "x//y/", folder.resolve("z").toString());
    assertThat(Walked.lines(Walked.all(folder)))
        .containsExactly(
            "B",
            "a! -> /etc/passwd",
            "a-b",
            "a.txt",
            "a/deep/file",
            "a/x",
            "a0",
            "c/",
            "c-d/e/",
            "z -> x//y/");
  }

  @Test
  void putsAnEmptyDirectoryWhereItsNameStands() throws IOException {
    Files.createDirectories(folder.resolve("a"));
    make("a-b", "a!/x", "b/y");
    Files.createDirectories(folder.resolve("a b"));
    assertThat(Walked.lines(Walked.all(folder)))
        .containsExactly("a/", "a b/", "a!/x", "a-b", "b/y");
  }

  @Test
  void stampsAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("run.sh"), "12345");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    Found.File found = (Found.File) Walked.all(folder).getFirst();
    assertThat(found.file()).isEqualTo(file);
    assertThat(found.stamp().sizeBytes()).isEqualTo(5);
    assertThat(found.stamp().executable()).isTrue();
    assertThat(found.stamp().links()).isEqualTo(1);
    assertThat(found.stamp().inode()).isEqualTo(Files.getAttribute(file, "unix:ino"));
  }

  @Test
  void seesInTheStampThatAFileChanged() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "1");
    Found before = Walked.all(folder).getFirst();
    Files.writeString(file, "12");
    assertThat(Walked.all(folder).getFirst()).isNotEqualTo(before);
  }

  @Test
  void reportsWhatCannotBeKept() throws Exception {
    Path sockets = Files.createDirectories(folder.resolve("s"));
    run("mkfifo", folder.resolve("pipe").toString());
    make("s-1");
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(sockets.resolve("socket")));
      assertThat(Walked.lines(Walked.all(folder)))
          .containsExactly("pipe: a named pipe", "s/", "s-1", "s/socket: a socket");
    }
  }

  @Test
  void keepsNamesThatAreNotText() throws IOException {
    byte[][] names = {
      {(byte) 0xff}, {'a', '\n'}, {0x1b, '[', '3', '1', 'm'}, {(byte) 0xc3, 0x28}, {' '}, {'\\'}
    };
    List<EntryPath> expected = new ArrayList<>();
    for (byte[] name : names) {
      Files.createFile(FileNames.resolve(folder, name));
      expected.add(EntryPath.ofBytes(name));
    }
    expected.sort(null);
    assertThat(Walked.all(folder)).extracting(Found::path).isEqualTo(expected);
  }

  @Test
  void seesTheOtherNamesOfAFile() throws IOException {
    make("a");
    Files.createLink(folder.resolve("b"), folder.resolve("a"));
    assertThat(Walked.all(folder))
        .extracting(found -> ((Found.File) found).stamp().links())
        .containsExactly(2, 2);
  }

  @Test
  void goesThroughRootsInTheOrderOfTheirPrefixes() throws IOException {
    make("r/x", "r-2/x", "art/x", "r0/x");
    assertThat(
            Walked.lines(
                Walked.all(root("r0", "r0"), root("r", "r"), root("r-2", "r-2"), root("art", "a"))))
        .containsExactly("a/x", "r-2/x", "r/x", "r0/x");
  }

  @Test
  void refusesRootsThatOverlap() {
    for (String[] pair : new String[][] {{"a", "a"}, {"a/b", "a"}, {"", "a"}}) {
      assertThatThrownBy(() -> Walked.all(root("x", pair[0]), root("y", pair[1])))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("overlapping");
    }
  }

  @Test
  void refusesARootOutsideOfWhatTheCallerAnswersFor() {
    assertThatThrownBy(() ->
            new Root(folder.resolve("a"), folder.resolve("b"), EntryPath.ROOT, Filter.EVERYTHING))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void findsNothingWhereThereIsNoRoot() throws IOException {
    make("file");
    assertThat(Walked.all(root("absent", "p"), root("absent/deep", "q"), root("file/deep", "r")))
        .isEmpty();
  }

  @Test
  void findsNothingInAnEmptyRoot() throws IOException {
    assertThat(Walked.all(folder)).isEmpty();
  }

  @Test
  void keepsAFileInTheRootsPlace() throws IOException {
    make("results");
    assertThat(Walked.lines(Walked.all(root("results", "kept")))).containsExactly("kept");
    assertThatThrownBy(() -> Walked.all(folder.resolve("results")))
        .isInstanceOf(NotDirectoryException.class);
  }

  @Test
  void skipsARootThatIsALinkOrLiesBehindOne() throws IOException {
    make("real/deep/file");
    Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));
    assertThat(
            Walked.lines(
                Walked.all(
                    root("link", "a"), within("link/deep", "b"), within("link/absent", "c"))))
        .containsExactly(
            "a: a symbolic link, which is not followed; nothing behind it is kept",
            "b: behind the symbolic link `link`, which is not followed; nothing of it is kept",
            "c: behind the symbolic link `link`, which is not followed; nothing of it is kept");
  }

  @Test
  void followsLinksAboveWhatTheCallerAnswersFor() throws IOException {
    make("real/deep/file");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));
    assertThat(
            Walked.lines(
                Walked.all(
                    new Root(link, link, EntryPath.of("a"), Filter.EVERYTHING),
                    new Root(link, link.resolve("deep"), EntryPath.of("b"), Filter.EVERYTHING))))
        .containsExactly("a/deep/file", "b/file");
  }

  @Test
  void neverFollowsALinkToADirectory() throws IOException {
    make("real/file");
    Files.createSymbolicLink(folder.resolve("loop"), Path.of("."));
    Files.createSymbolicLink(folder.resolve("dangling"), Path.of("nowhere"));
    assertThat(Walked.lines(Walked.all(folder)))
        .containsExactly("dangling -> nowhere", "loop -> .", "real/file");
  }

  @Test
  void leavesOutWhatTheFilterDoesNotKeep() throws IOException {
    make("a/x", "a/y.tmp", "b.tmp", "c.tmp/x", "d/only.tmp");
    Filter filter = (path, directory) -> !path.toString().endsWith(".tmp");
    assertThat(Walked.lines(Walked.all(new Root(folder, EntryPath.of("p"), filter))))
        .containsExactly("p/a/x", "p/d/");
  }

  @Test
  void doesNotEnterWhatTheFilterDoesNotKeep() throws IOException {
    make("secret/x", "open/y");
    List<String> asked = new ArrayList<>();
    Filter filter =
        (path, directory) -> {
          asked.add(path.toString());
          return !path.toString().equals("secret");
        };
    assertThat(Walked.all(new Root(folder, EntryPath.ROOT, filter))).hasSize(1);
    assertThat(asked).contains("secret").doesNotContain("secret/x");
  }

  @Test
  void endsWithWhatTheVisitorThrows() throws IOException {
    make("a", "b");
    NoSuchFileException thrown = new NoSuchFileException("a");
    Root root = new Root(folder, EntryPath.ROOT, Filter.EVERYTHING);
    assertThatThrownBy(() ->
            new FileCollector()
                .walk(
                    List.of(root),
                    found -> {
                      throw thrown;
                    }))
        .isSameAs(thrown);
  }

  @Test
  void leavesOutWhatVanishesMeanwhile() throws IOException {
    make("a", "b/x", "c");
    List<Found> found = new ArrayList<>();
    new FileCollector()
        .walk(
            List.of(new Root(folder, EntryPath.ROOT, Filter.EVERYTHING)),
            one -> {
              found.add(one);
              Files.deleteIfExists(folder.resolve("b/x"));
              Files.deleteIfExists(folder.resolve("b"));
              Files.deleteIfExists(folder.resolve("c"));
            });
    assertThat(Walked.lines(found)).containsExactly("a");
  }

  @Test
  void staysInTheDirectoryInWhichItBegan() throws IOException {
    make("one/d0/a", "one/d1/b", "one/d2/c", "two/d0/x", "two/d1/y", "two/d2/z");
    Files.createSymbolicLink(folder.resolve("one/d3"), Path.of("to one"));
    Files.createSymbolicLink(folder.resolve("two/d3"), Path.of("to two"));
    List<Found> found = new ArrayList<>();
    new FileCollector()
        .walk(
            List.of(new Root(folder.resolve("one"), EntryPath.ROOT, Filter.EVERYTHING)),
            one -> {
              found.add(one);
              if (found.size() == 1) {
                Files.move(folder.resolve("one"), folder.resolve("old"));
                Files.move(folder.resolve("two"), folder.resolve("one"));
              }
            });
    assertThat(Walked.lines(found)).containsExactly("d0/a", "d1/b", "d2/c", "d3 -> to one");
  }

  @Test
  void saysWhichPathIsTooLong() throws Exception {
    String name = "n".repeat(250);
    String script =
        "for i in $(seq 17); do mkdir %s && cd %s || exit 1; done".formatted(name, name);
    Process shell =
        new ProcessBuilder("bash", "-c", script).directory(folder.toFile()).inheritIO().start();
    assertThat(shell.waitFor()).isZero();
    try {
      assertThatThrownBy(() -> Walked.all(folder))
          .isInstanceOf(C3Exception.class)
          .hasMessage("a path is longer than 4,095 bytes (below " + name.substring(0, 60) + "...)");
    } finally {
      run("rm", "-rf", folder.resolve(name).toString());
    }
  }

  @Test
  void visitsAnyTreeInTheOrderOfItsPaths() {
    Randomly.times(15, this::checkOrder);
  }

  private void checkOrder(RandomGenerator random) throws IOException {
    Path top = Files.createTempDirectory(folder, "tree");
    for (int i = 0; i < 60; i++) {
      Path place = top;
      for (int depth = random.nextInt(4); depth >= 0; depth--) {
        place = FileNames.resolve(place, name(random));
      }
      create(place, random);
    }
    List<EntryPath> expected = reference(top);
    assertThat(Walked.all(top)).extracting(Found::path).isEqualTo(expected).isSorted();
  }

  private static void create(Path place, RandomGenerator random) throws IOException {
    try {
      if (random.nextInt(4) == 0) {
        Files.createDirectories(place);
      } else {
        Files.createDirectories(place.resolve("..").normalize());
        Files.createFile(place);
      }
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      // Another name has taken the place; any tree will do.
    } catch (FileSystemException e) {
      assertThat(e).hasMessageContaining("Not a directory");
    }
  }

  private static byte[] name(RandomGenerator random) {
    byte[] alphabet = {'a', 'b', '-', '.', '0', '!', (byte) 0xff, 1};
    byte[] name = new byte[1 + random.nextInt(3)];
    for (int i = 0; i < name.length; i++) {
      name[i] = alphabet[random.nextInt(alphabet.length)];
    }
    return name.length <= 2 && name[0] == '.' ? new byte[] {'a'} : name;
  }

  /// Every file and empty directory, found by the JDK and sorted as paths.
  private static List<EntryPath> reference(Path top) throws IOException {
    try (var paths = Files.walk(top)) {
      return paths
          .filter(path -> !path.equals(top) && (!Files.isDirectory(path) || isEmpty(path)))
          .map(path -> EntryPath.ofBytes(FileNames.bytes(top.relativize(path))))
          .sorted()
          .toList();
    }
  }

  private static boolean isEmpty(Path directory) {
    try (var children = Files.list(directory)) {
      return children.findAny().isEmpty();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Root root(String directory, String prefix) {
    return new Root(folder.resolve(directory), EntryPath.of(prefix), Filter.EVERYTHING);
  }

  private Root within(String directory, String prefix) {
    return new Root(folder, folder.resolve(directory), EntryPath.of(prefix), Filter.EVERYTHING);
  }

  private void make(String... files) throws IOException {
    for (String file : files) {
      Path place = folder.resolve(file);
      Files.createDirectories(place.resolveSibling("x").getParent());
      Files.createFile(place);
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
