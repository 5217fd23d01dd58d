package c3.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./c3` with a real JDK and a real Maven, in a clone and in copies of it.
@Tag("scenario")
class LauncherScenarioTest {
  /// Runs what follows it where these folders are empty, or this one cannot be written.
  private static final String HIDE =
      "for folder in /usr/lib/jvm /usr/lib64/jvm /usr/java /opt; do"
          + " [ ! -d $folder ] || mount -t tmpfs none $folder || exit; done; exec \"$0\" \"$@\"";

  private static final String FREEZE =
      "mount --bind \"$0\" \"$0\" && mount -o remount,ro,bind \"$0\" && exec \"$@\"";

  @TempDir Path home;

  @Test
  void answersQuietlyWithAnEmptyHome() throws Exception {
    Ended ended = TestedClone.c3(home).run("--version");
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).isNotBlank();
    assertThat(ended.exitCode()).isZero();
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void startsFromItsCache() throws Exception {
    Path log = home.resolve("classes.log");
    var logging = TestedClone.c3(home).with("_JAVA_OPTIONS", "-Xlog:class+load:file=" + log);
    logging.run("--version");
    assertThat(Files.readAllLines(log))
        .anyMatch(line -> line.contains("c3.cli.Main source: shared objects file"));
  }

  @Test
  void saysWhatToInstallWhereThereIsNoJdk25() throws Exception {
    Ended ended = asRoot(TestedClone.c3(home), HIDE).run("--version");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines()).singleElement().asString().contains("JDK 25", "install");
  }

  @Test
  void runsFromAReadOnlyClone() throws Exception {
    Program c3 = TestedClone.c3(home);
    Ended ended = asRoot(c3, FREEZE, TestedClone.folder().toString()).run("--version");
    assertThat(ended).isEqualTo(c3.run("--version"));
  }

  @Test
  void buildsOnceAndTheSameJarWhenStartedTwiceAtOnce() throws Exception {
    Path copy = copyOfSources(home.resolve("a copy"));
    Program c3 = c3Of(copy);
    try (var one = c3.start("--version");
        var other = c3.start("--version")) {
      List<Ended> both = List.of(one.end(), other.end());
      assertThat(both).allSatisfy(ended -> assertThat(ended.exitCode()).isZero());
      assertThat(both).filteredOn(ended -> ended.err().contains("building")).hasSize(1);
    }
    assertThat(currentBuild(copy)).isEqualTo(currentBuild(TestedClone.folder()));
  }

  @Test
  void saysWhichLineBrokeTheBuild() throws Exception {
    Path copy = copyOfSources(home.resolve("broken"));
    Files.writeString(
        copy.resolve("src/main/java/c3/cli/Broken.java"),
        "package c3.cli;\nfinal class Broken {\n  int\n}\n");
    Ended ended = c3Of(copy).run("--version");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .contains("Broken.java:[3,6]", copy.resolve("target/dist/build.log").toString());
    assertThat(ended.err().lines().count()).isLessThan(15);
  }

  @Test
  void answersTheSameWithADamagedCache() throws Exception {
    Path copy = home.resolve("damaged");
    shell("cp -a \"$0\" \"$1\"", TestedClone.folder(), copy);
    Ended whole = c3Of(copy).run("--version");
    for (Path cache : caches(copy)) {
      Files.write(cache, new byte[100_000]);
    }
    assertThat(c3Of(copy).run("--version")).isEqualTo(whole);
  }

  private static Program c3Of(Path clone) {
    return Program.of(clone.resolve("c3"), TestedClone.buildHome());
  }

  /// What a fresh clone would hold, and what was edited since the last commit.
  private Path copyOfSources(Path copy) throws Exception {
    Files.createDirectory(copy);
    shell(
        "tar -C \"$0\" --exclude=./target --exclude=./.git -cf - . | tar -C \"$1\" -xf -",
        TestedClone.folder(),
        copy);
    return copy;
  }

  private void shell(String script, Path... arguments) throws Exception {
    Ended ended =
        Program.of(Path.of("/bin/sh"), home)
            .under("/usr/bin/env")
            .run(
                Stream.concat(Stream.of("-c", script), Stream.of(arguments).map(Path::toString))
                    .toArray(String[]::new));
    assertThat(ended.exitCode()).as(ended.err()).isZero();
  }

  private static String currentBuild(Path clone) throws IOException {
    return Files.readString(clone.resolve("target/dist/current"));
  }

  private static List<Path> caches(Path clone) throws IOException {
    try (Stream<Path> found = Files.walk(clone.resolve("target/dist"))) {
      return found.filter(file -> file.toString().endsWith(".aot")).toList();
    }
  }

  /// Runs a program in a mount namespace that a script prepares.
  private static Program asRoot(Program program, String... script) throws Exception {
    var words =
        Stream.concat(Stream.of("/usr/bin/unshare", "--mount", "/bin/sh", "-c"), Stream.of(script));
    Program prepared = program.under(words.toArray(String[]::new));
    Program nothing =
        new Program(
            List.of("/usr/bin/unshare", "--mount", "true"),
            prepared.folder(),
            prepared.environment());
    assumeTrue(nothing.run().exitCode() == 0, "needs root, to mount");
    return prepared;
  }
}
