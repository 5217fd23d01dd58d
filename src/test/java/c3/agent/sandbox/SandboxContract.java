package c3.agent.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import c3.agent.script.JobProcesses;
import c3.agent.script.Launch;
import c3.agent.script.RunningScript;
import c3.agent.script.ScriptCommand;
import c3.agent.script.ScriptEnd;
import c3.agent.script.ScriptEnd.Exited;
import c3.agent.script.ScriptEnd.NotStarted;
import c3.posix.FileNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What holds for a job in every sandbox, whatever it can mount: how it runs.
abstract class SandboxContract {
  private static final byte[] WEIRD_NAME =
      "a b'c\"d$e\\f\n\u00e9\t*?[x]-\377".getBytes(StandardCharsets.ISO_8859_1);

  @TempDir Path folder;
  Workbench bench;
  Sandbox sandbox;

  /// The sandbox under test; aborts the test, saying why, on a machine that cannot have it.
  abstract Sandbox sandbox();

  /// Whether the jobs of this test are an ordinary user's.
  abstract boolean asUser();

  @BeforeEach
  void setUp() throws IOException {
    sandbox = sandbox();
    bench = new Workbench(folder, asUser());
  }

  @AfterEach
  void tearDown() throws InterruptedException {
    if (bench != null) {
      bench.close();
      assertThat(JobProcesses.ofJob(bench.nonce).killAll()).isTrue();
    }
  }

  ScriptEnd run(String script, String... arguments) throws Exception {
    return bench.run(sandbox.wrap(bench.bash(script, arguments), bench.view()));
  }

  RunningScript start(String script, String... arguments) throws Exception {
    return bench.start(sandbox.wrap(bench.bash(script, arguments), bench.view()));
  }

  @Test
  void runsTheCommandInTheWorkspaceAndReportsItsExitCode() throws Exception {
    bench.file(bench.workspace.resolve("input"), "hello");

    ScriptEnd end = run("pwd -P; cat input; echo out >output; exit 7");

    assertThat(end).isEqualTo(new Exited(7, false, 0));
    assertThat(bench.printed()).isEqualTo(bench.workspace + "\nhello");
    assertThat(bench.workspace.resolve("output")).hasContent("out");
  }

  @Test
  void runsAsTheUserWhoAsked() throws Exception {
    assertThat(run("id -u")).isEqualTo(new Exited(0, false, 0));

    assertThat(bench.printed().strip()).isEqualTo(Integer.toString(bench.userId()));
    assertThat(bench.userId() == 0).isEqualTo(!asUser());
  }

  @Test
  void reportsASignalAs128MoreThanItsNumber() throws Exception {
    assertThat(run("kill -KILL $$")).isEqualTo(new Exited(137, false, 0));
    assertThat(run("kill -TERM $$")).isEqualTo(new Exited(143, false, 0));
    assertThat(bench.printed()).as("remarks of the sandbox").isEmpty();
  }

  @Test
  void reportsAProgramThatDoesNotExistAsAShellWould() throws Exception {
    ScriptCommand command =
        new ScriptCommand(
            List.of("no-such-program"), bench.workspace, bench.environment(), Map.of());

    assertThat(bench.run(sandbox.wrap(command, bench.view()))).isEqualTo(new Exited(127, false, 0));
    assertThat(bench.printed()).contains("no-such-program");
  }

  @Test
  void saysWhyAScriptCouldNotBegin() throws Exception {
    ScriptCommand command =
        new ScriptCommand(
            List.of("true"), bench.workspace.resolve("missing"), bench.environment(), Map.of());

    assertThat(bench.run(sandbox.wrap(command, bench.view())))
        .isInstanceOfSatisfying(
            NotStarted.class, end -> assertThat(end.message()).contains("missing"));
    assertThat(bench.printed()).isEmpty();
  }

  @Test
  void givesTheScriptExactlyItsEnvironment() throws Exception {
    Map<String, String> environment = new HashMap<>(bench.environment());
    environment.putAll(
        Map.of("PWD", "/somewhere", "SHLVL", "7", "c3__word", "kept", "UID", "5", "RANDOM", "4"));
    environment.putAll(
        Map.of("a.b-c", "odd", "EMPTY", "", "LINES2", "one\ntwo = $x \\ 'q'", "BASH_ENV", "/no"));
    Path path = bench.directory(FileNames.resolve(bench.workspace, WEIRD_NAME));
    ScriptCommand command =
        new ScriptCommand(
            List.of("env", "-0"), bench.workspace, environment, Map.of("C3_ARTIFACTS_DIR", path));

    bench.succeeds(sandbox.wrap(command, bench.view()));

    String printed = new String(bench.printedBytes(), StandardCharsets.ISO_8859_1);
    environment.put(
        "C3_ARTIFACTS_DIR", new String(FileNames.bytes(path), StandardCharsets.ISO_8859_1));
    assertThat(Arrays.asList(printed.split("\0")))
        .containsExactlyInAnyOrderElementsOf(
            environment.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
  }

  @Test
  void loadsNothingOfTheScriptsIntoTheProgramsThatCloseItIn() throws Exception {
    Map<String, String> environment = new HashMap<>(bench.environment());
    environment.putAll(Map.of("LD_PRELOAD", "/c3/none.so", "GLIBC_TUNABLES", "a.b=1"));
    ScriptCommand command =
        new ScriptCommand(
            List.of("bash", "-c", "echo $LD_PRELOAD"), bench.workspace, environment, Map.of());

    Launch launch = sandbox.wrap(command, bench.view());

    assertThat(launch.environment()).doesNotContainKeys("LD_PRELOAD", "GLIBC_TUNABLES");
    bench.succeeds(launch);
    assertThat(bench.printed()).endsWith("/c3/none.so\n");
  }

  @Test
  void runsInADirectoryWhoseNameHasAnyBytes() throws Exception {
    Path odd = bench.directory(FileNames.resolve(bench.home, WEIRD_NAME).resolve("work"));
    ScriptCommand command =
        new ScriptCommand(
            List.of("bash", "-c", "pwd -P; echo x >f"), odd, bench.environment(), Map.of());

    bench.succeeds(sandbox.wrap(command, new SandboxView(odd, List.of(), List.of(bench.home))));

    byte[] printed = bench.printedBytes();
    assertThat(Arrays.copyOf(printed, printed.length - 1)).isEqualTo(FileNames.bytes(odd));
    assertThat(odd.resolve("f")).hasContent("x");
  }

  @Test
  void passesArgumentsThrough() throws Exception {
    run("printf '<%s>' \"$@\"", "", "a b", "\\0101", "%s", "-n", "x\ny", "\u00e4");

    assertThat(bench.printed()).isEqualTo("<><a b><\\0101><%s><-n><x\ny><\u00e4>");
  }

  @Test
  void keepsStdoutAndStderrInOrder() throws Exception {
    run("for i in 1 2 3; do echo out$i; echo err$i >&2; done");

    assertThat(bench.printed()).isEqualTo("out1\nerr1\nout2\nerr2\nout3\nerr3\n");
  }

  @Test
  void hasNothingOnStdin() throws Exception {
    assertThat(run("cat")).isEqualTo(new Exited(0, false, 0));
  }

  @Test
  void refusesARelativeMountThatLeadsOutOfTheWorkspace() throws Exception {
    Files.createSymbolicLink(bench.workspace.resolve("link"), bench.tree);

    for (String target : List.of("../other", "link/x", ".", "link")) {
      assertThat(refusal(Path.of(target))).as(target).contains("cannot mount at " + target);
    }
    assertThat(bench.tree).isEmptyDirectory();
  }

  String refusal(Path target) {
    try {
      sandbox.wrap(bench.bash("true"), bench.view(new SandboxMount(bench.tree, target)));
      return "not refused";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
