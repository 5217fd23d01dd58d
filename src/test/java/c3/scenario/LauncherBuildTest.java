package c3.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When `./c3` builds, and what it leaves in `target/dist`.
class LauncherBuildTest {
  @TempDir Path scratch;
  private StandInClone clone = new StandInClone(Path.of(""));

  @BeforeEach
  void layOutClone() throws IOException {
    clone = StandInClone.in(scratch);
  }

  @Test
  void buildsTheFirstTimeOnlyAndSaysSoOnStderr() throws Exception {
    Ended first = clone.c3().run("status");
    assertThat(first.err().lines().toList()).singleElement().asString().startsWith("c3: building ");
    Ended second = clone.c3().run("status");
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).contains("c3.cli.Main");
    assertThat(clone.mavenRuns()).isEqualTo(1);
  }

  @Test
  void buildsAgainWhenASourceChangedOrWentAway() throws Exception {
    Path other = clone.root().resolve("src/main/other");
    Files.writeString(other, "");
    clone.c3().run("status");
    clone.edit("second");
    assertThat(clone.c3().run("status").out()).contains(clone.buildOf("second"));
    Files.delete(other);
    clone.c3().run("status");
    assertThat(clone.mavenRuns()).isEqualTo(3);
  }

  @Test
  void buildsForAFileEditedDuringTheBuild() throws Exception {
    Path maven = scratch.resolve("bin/mvn");
    String honest = Files.readString(maven);
    Files.writeString(maven, honest + "echo later >src/main/source\n");
    clone.c3().run("status");
    Files.writeString(maven, honest);
    assertThat(clone.c3().run("status").out()).contains(clone.buildOf("later\n"));
  }

  @Test
  void keepsTheJarOfAnOlderBuild() throws Exception {
    clone.c3().run("status");
    Path jar = clone.dist().resolve(clone.buildOf("first")).resolve("c3.jar");
    Object key =
        Files.readAttributes(jar, java.nio.file.attribute.BasicFileAttributes.class).fileKey();
    clone.edit("second");
    clone.c3().run("status");
    clone.edit("first");
    clone.c3().run("status");
    assertThat(clone.builds())
        .containsExactlyInAnyOrder(clone.buildOf("first"), clone.buildOf("second"));
    assertThat(
            Files.readAttributes(jar, java.nio.file.attribute.BasicFileAttributes.class).fileKey())
        .isEqualTo(key);
  }

  @Test
  void buildsOnceWhenStartedTwiceAtOnce() throws Exception {
    try (var one = clone.c3().start("status");
        var other = clone.c3().start("status")) {
      for (Ended ended : List.of(one.end(), other.end())) {
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).contains(clone.buildOf("first"));
      }
    }
    assertThat(clone.mavenRuns()).isEqualTo(1);
  }

  @Test
  void doesNotHandTheLockToTheJvm() throws Exception {
    assertThat(clone.c3().run("status").out()).contains("open ").doesNotContain("dist/lock");
  }

  @Test
  void saysWhyABuildFailedAndWhereTheLogIs() throws Exception {
    Files.writeString(
        scratch.resolve("maven-fails"),
        """
        [INFO] something else
        \033[0m\033[0m[ERROR] Thing.java:[3,7] ';' expected
        [ERROR] Failed to compile c3: Thing.java:[3,7] ';' expected -> [Help 1]
        [ERROR]\s
        [ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.
        [ERROR] Thing.java:[3,7] ';' expected
        [ERROR] For more information, please read the following articles:
        [ERROR] [Help 1] http://nowhere.example/MojoFailureException
        """);
    Ended ended = clone.c3().run("status");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines().skip(1).toList())
        .containsExactly(
            "error: c3 could not be built (log: " + clone.dist().resolve("build.log") + ")",
            "  Thing.java:[3,7] ';' expected",
            "  Failed to compile c3: Thing.java:[3,7] ';' expected");
  }

  @Test
  void doesNotRunTheLastBuildWhenTheNextOneFails() throws Exception {
    clone.c3().run("status");
    clone.edit("broken");
    Files.writeString(scratch.resolve("maven-fails"), "[ERROR] no\n");
    assertThat(clone.c3().run("status").exitCode()).isEqualTo(1);
    assertThat(clone.c3().with("C3_BUILD", clone.buildOf("first")).run("status").exitCode())
        .isZero();
  }

  @Test
  void saysWhatToInstallWithoutMaven() throws Exception {
    Path tools = clone.onlyTools("env", "mkdir", "flock", "find", "rm");
    Ended ended = clone.c3().with("PATH", tools.toString()).run("status");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err()).contains("needs Maven 3.8 or newer");
  }

  @Test
  void runsAPinnedBuildWhateverTheSourcesSay() throws Exception {
    clone.c3().run("status");
    clone.edit("second");
    Ended pinned = clone.c3().with("C3_BUILD", clone.buildOf("first")).run("status");
    assertThat(pinned.out()).contains(clone.buildOf("first")).doesNotContain("env C3_BUILD=");
    assertThat(clone.mavenRuns()).isEqualTo(1);
  }

  @Test
  void keepsStartUpCachesPerJdk() throws Exception {
    clone.putJdk("other", "25.0.4", "25.0.4+1");
    assertThat(clone.c3().run("status").out())
        .contains("word -XX:AOTCache=" + cache("25.0.3+9-LTS", "control"));
    assertThat(clone.c3().with("JAVA_HOME", clone.jdk("other").toString()).run("status").out())
        .contains("word -XX:AOTCache=" + cache("25.0.4+1", "control"));
    assertThat(clone.mavenRuns()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "data ls,control,true",
    "deploy,transfer,true",
    "pull,transfer,false",
    "server run,server,false",
    "agent,agent,false"
  })
  void keepsAStartUpCachePerKindOfProcess(String typed, String kind, boolean small)
      throws Exception {
    String started = clone.c3().run(typed.split(" ")).out();
    assertThat(started).contains("word -XX:AOTCache=" + cache("25.0.3+9-LTS", kind));
    assertThat(started.contains("word -XX:-AOTReplayTraining")).isEqualTo(small);
  }

  private Path cache(String jdk, String kind) throws Exception {
    Path build = clone.dist().resolve(clone.buildOf("first"));
    return build.resolve("caches-" + jdk + "-" + machine()).resolve(kind + ".aot");
  }

  @Test
  void endsTheServerOfATrainingRunThatIsStopped() throws Exception {
    Path pid = clone.jdk("jdk-25").resolve("endless");
    Files.createFile(pid);
    try (var training = clone.c3().under("setsid").start("status")) {
      await().until(() -> Files.size(pid) > 0);
      var server = ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
      // To all processes of the group, as a terminal does; not INT, which may be ignored around
      // here.
      String group = "-" + training.process().pid();
      new ProcessBuilder("kill", "-TERM", "--", group).start().waitFor();
      await().until(() -> !server.isAlive() && !training.process().isAlive());
    }
    Files.delete(pid);
    assertThat(clone.c3().run("status").out())
        .contains("word -XX:AOTCache=" + cache("25.0.3+9-LTS", "control"));
  }

  @Test
  void unpacksTheNativeLibrariesOncePerBuild() throws Exception {
    assumeTrue(List.of("x86_64", "aarch64").contains(machine()));
    Path folder = clone.dist().resolve(clone.buildOf("first")).resolve("native-" + machine());
    assertThat(clone.c3().run("status").lines())
        .contains(
            "word -Dorg.sqlite.lib.path=" + folder,
            "word -DZstdNativePath=" + folder.resolve("libzstd-jni.so"));
    assertThat(folder.resolve("libzstd-jni.so")).exists();
    assertThat(folder.resolve("libsqlitejdbc.so")).exists();
  }

  @Test
  void asksAJdkThatCannotMakeACacheOnlyOnce() throws Exception {
    Path mark = Files.createFile(clone.jdk("jdk-25").resolve("untrainable"));
    Ended first = clone.c3().run("status");
    assertThat(first.exitCode()).isZero();
    assertThat(first.out()).doesNotContain("AOTCache");
    Files.delete(mark);
    Ended second = clone.c3().run("status");
    assertThat(second.out()).doesNotContain("AOTCache");
    assertThat(second.err()).isEmpty();
  }

  @Test
  void keepsTheNewestBuildsAndAnyThatAProcessRunsFrom() throws Exception {
    clone.c3().run("status");
    Path jar = clone.dist().resolve(clone.buildOf("first")).resolve("c3.jar");
    var server = Program.of(Path.of("/bin/sh"), clone.home());
    try (var _ = server.start("-c", "sleep 300; :", jar.toString())) {
      for (String source : List.of("second", "third", "fourth", "fifth")) {
        clone.edit(source);
        clone.c3().run("status");
      }
    }
    assertThat(clone.builds())
        .containsExactlyInAnyOrder(
            clone.buildOf("first"),
            clone.buildOf("third"),
            clone.buildOf("fourth"),
            clone.buildOf("fifth"));
  }

  @Test
  void runsFromACloneThatCannotBeWritten() throws Exception {
    clone.c3().run("status");
    Ended ended = ordinary(clone.c3()).run("status");
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.err()).isEmpty();
    clone.edit("second");
    Ended older = ordinary(clone.c3()).run("status");
    assertThat(older.out()).contains(clone.buildOf("first"));
    assertThat(older.err().lines()).singleElement().asString().contains("cannot be written");
  }

  @Test
  void saysWhoMustBuildACloneThatCannotBeWritten() throws Exception {
    Ended ended = ordinary(clone.c3()).run("status");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err().lines())
        .singleElement()
        .asString()
        .contains("cannot be written", "owner");
  }

  private String machine() throws Exception {
    return Program.of(Path.of("/bin/uname"), clone.home()).run("-m").out().strip();
  }

  /// The program as somebody who may read the clone and write nothing of it.
  private Program ordinary(Program program) throws IOException {
    assumeTrue(Files.isWritable(Path.of("/root")), "only root can become somebody else");
    Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwxr-xr-x"));
    return program.under("/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
  }
}
