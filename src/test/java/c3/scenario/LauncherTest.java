package c3.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `./c3` hands to the JVM, and which JDK that is.
class LauncherTest {
  @TempDir Path scratch;
  private StandInClone clone = new StandInClone(Path.of(""));

  @BeforeEach
  void layOutClone() throws IOException {
    clone = StandInClone.in(scratch);
  }

  @Test
  void handsOnEveryArgumentAsItIs() throws Exception {
    Ended ended = clone.c3().run("pull", "two words", "", "*", "$HOME", "--", "-x");
    assertThat(words(ended))
        .endsWith("c3.cli.Main", "pull", "two words", "", "*", "$HOME", "--", "-x");
    assertThat(ended.exitCode()).isZero();
  }

  @Test
  void tellsTheProgramHowItWasStarted() throws Exception {
    String build = clone.buildOf("first");
    assertThat(words(clone.c3().run("status")))
        .contains(
            "-Dc3.launcher=" + clone.root().resolve("c3"),
            "-Dc3.build=" + build,
            "-Dc3.program=c3",
            "-Duser.home=" + clone.home(),
            "-Dsun.net.http.retryPost=false",
            "--enable-native-access=ALL-UNNAMED",
            clone.dist().resolve(build).resolve("c3.jar").toString());
    assertThat(words(clone.c3("foundations").run("info"))).contains("-Dc3.program=foundations");
  }

  @Test
  void startsThroughLinks() throws Exception {
    Path bin = Files.createDirectories(clone.home().resolve("bin"));
    Files.createSymbolicLink(bin.resolve("one"), clone.root().resolve("c3"));
    Files.createSymbolicLink(bin.resolve("c3"), Path.of("one"));
    Files.createSymbolicLink(clone.home().resolve("also-bin"), bin);
    var throughPath =
        Program.of(Path.of("/usr/bin/env"), clone.home())
            .with(
                "PATH",
                clone.home().resolve("also-bin") + ":" + clone.c3().environment().get("PATH"))
            .with("JAVA_HOME", clone.jdk("jdk-25").toString());
    assertThat(words(throughPath.run("c3", "status")))
        .contains("-Dc3.launcher=" + clone.root().resolve("c3"), "-Dc3.program=c3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deploy",
        "pull",
        "data",
        "check",
        "server",
        "agent",
        "recover",
        "not-yet-invented"
      })
  void neverSlowsHashingDown(String command) throws Exception {
    Ended ended = clone.c3().run(command, "run");
    assertThat(words(ended)).doesNotContain("-XX:TieredStopAtLevel=1");
    assertThat(words(clone.c3("foundations").run(command)))
        .doesNotContain("-XX:TieredStopAtLevel=1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "squeue", "cancel", "logs", "whoami"})
  void startsControlCommandsUnderTheLightCompiler(String command) throws Exception {
    assertThat(words(clone.c3().run(command, "job_1")))
        .contains("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
  }

  @Test
  void looksForTheCommandBehindOptions() throws Exception {
    assertThat(words(clone.c3().run("--version"))).contains("-XX:TieredStopAtLevel=1");
    assertThat(words(clone.c3().run("--json", "status"))).contains("-XX:TieredStopAtLevel=1");
    assertThat(words(clone.c3().run("-v", "server", "run"))).contains("-Xmx256m");
  }

  @ParameterizedTest
  @ValueSource(strings = {"server run", "agent", "agent --name x"})
  void boundsTheHeapOfWhatStays(String command) throws Exception {
    assertThat(words(clone.c3().run(command.split(" ")))).contains("-Xmx256m");
  }

  @Test
  void endsAServerThatIsOutOfMemoryButNoAgent() throws Exception {
    assertThat(words(clone.c3().run("server", "run"))).contains("-XX:+ExitOnOutOfMemoryError");
    assertThat(words(clone.c3().run("agent"))).doesNotContain("-XX:+ExitOnOutOfMemoryError");
  }

  @Test
  void runsTheJvmUnderUtf8AndHandsOnTheCallersLocale() throws Exception {
    assertThat(clone.c3().with("LC_ALL", "de_DE").run("agent").lines())
        .contains("env LC_ALL=C.UTF-8", "env C3_USER_LC_ALL=de_DE");
    assertThat(clone.c3().with("LANG", "C").run("agent").lines())
        .contains("env LC_ALL=C.UTF-8", "env C3_USER_LC_ALL=", "env LANG=C");
  }

  @Test
  void remembersTheFirstCallersLocaleWhenTheProgramStartsItself() throws Exception {
    var bySelf = clone.c3().with("LC_ALL", "C.UTF-8").with("C3_USER_LC_ALL", "de_DE");
    assertThat(bySelf.run("agent").lines()).contains("env C3_USER_LC_ALL=de_DE");
  }

  @Test
  void keepsNativeLibrariesBelowC3Home() throws Exception {
    Path tmp = clone.home().resolve(".c3/tmp");
    assertThat(words(clone.c3().run("agent")))
        .contains("-Dorg.sqlite.tmpdir=" + tmp, "-DZstdTempFolder=" + tmp);
    assertThat(tmp).isDirectory();
    assertThat(Files.getPosixFilePermissions(tmp.getParent())).hasSize(3);
    assertThat(words(clone.c3().with("C3_HOME", "elsewhere").run("agent")))
        .contains("-DZstdTempFolder=" + clone.home().resolve("elsewhere/tmp"));
  }

  @Test
  void touchesNoHomeForACommandThatKeepsNothing() throws Exception {
    clone.c3().run("--version");
    assertThat(clone.home()).isEmptyDirectory();
  }

  @Test
  void startsWithoutAHome() throws Exception {
    assertThat(clone.c3().without("HOME").run("--version").exitCode()).isZero();
  }

  @Test
  void startsWithAHomeThatCannotBeWritten() throws Exception {
    Ended ended = clone.c3().with("HOME", "/proc").run("agent");
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.err()).doesNotContain("/proc");
  }

  @Test
  void saysThatTheCurrentFolderIsGone() throws Exception {
    Path gone = Files.createDirectory(clone.home().resolve("gone"));
    var fromThere =
        clone.c3().in(gone).under("/bin/sh", "-c", "rmdir ../gone && exec \"$0\" \"$@\"");
    Ended ended = fromThere.run("status");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err()).contains("error: the current folder is gone");
  }

  @Test
  void passesOverAnOlderJdk() throws Exception {
    clone.putJdk("jdk-17", "17.0.15", "17.0.15+6");
    Path bin = clone.jdk("jdk-25").resolve("bin");
    var c3 = clone.c3().with("JAVA_HOME", clone.jdk("jdk-17").toString());
    var withBoth =
        c3.with("PATH", clone.jdk("jdk-17") + "/bin:" + bin + ":" + c3.environment().get("PATH"));
    assertThat(words(withBoth.run("status")))
        .anyMatch(word -> word.contains("/caches-25.0.3+9-LTS-"));
  }

  @Test
  void followsALinkOnThePathToItsJdk() throws Exception {
    Path bin = Files.createDirectories(clone.home().resolve("bin"));
    Files.createSymbolicLink(bin.resolve("java"), clone.jdk("jdk-25").resolve("bin/java"));
    var c3 = clone.c3().without("JAVA_HOME");
    var linked = c3.with("PATH", bin + ":" + c3.environment().get("PATH"));
    assertThat(words(linked.run("status"))).contains("c3.cli.Main");
  }

  @Test
  void asksTheReleaseFileNotTheFoldersName() throws Exception {
    clone.putJdk("java-17", "25.0.1", "25.0.1+8");
    clone.putJdk("java-25", "17.0.1", "17.0.1+1");
    var c3 = clone.c3();
    assertThat(c3.with("C3_JAVA_HOME", clone.jdk("java-17").toString()).run("status").exitCode())
        .isZero();
    Ended refused = c3.with("C3_JAVA_HOME", clone.jdk("java-25").toString()).run("status");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err().lines())
        .singleElement()
        .asString()
        .contains("C3_JAVA_HOME", "java-25");
  }

  private static java.util.List<String> words(Ended ended) {
    return ended.lines().stream()
        .filter(line -> line.startsWith("word "))
        .map(line -> line.substring("word ".length()))
        .toList();
  }
}
