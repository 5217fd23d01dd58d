package c3.agent.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import c3.agent.script.JobProcesses;
import c3.agent.script.RunningScript;
import c3.agent.script.ScriptCommand;
import c3.agent.script.ScriptEnd;
import c3.agent.script.ScriptEnd.Exited;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What holds, beside the rest, in every sandbox: how a job ends, and that nothing of it is left.
abstract class EndingContract extends SandboxContract {
  private static final Duration GRACE = Duration.ofMillis(300);

  private void awaitPrinted(String text) {
    await().atMost(Workbench.LONG).until(() -> bench.printed().contains(text));
  }

  @Test
  void asksEveryProcessOfTheScriptToEndAndLetsItCleanUp() throws Exception {
    RunningScript script =
        start("trap 'echo cleaning; exit 3' TERM; echo ready; while true; do sleep 1000; done");
    awaitPrinted("ready");

    script.stop(Workbench.LONG);

    assertThat(bench.end(script)).isEqualTo(new Exited(3, true, 0));
    assertThat(bench.printed()).startsWith("ready\n").endsWith("cleaning\n");
  }

  @Test
  void killsWhatIgnoresTheRequestHoweverItHides() throws Exception {
    RunningScript script =
        start(
            """
            trap '' TERM
            hide() { exec -a "$1" sleep 1000; }
            (hide "$1") &
            (setsid bash -c 'trap "" TERM; exec -a "$0" sleep 1000' "$1" &) &
            setsid bash -c '(exec -a "$0" sleep 1000 &)' "$1"
            echo ready
            wait
            """,
            bench.nonce);
    awaitPrinted("ready");
    assertThat(Workbench.living(bench.nonce)).hasSizeGreaterThanOrEqualTo(3);

    script.stop(GRACE);

    assertThat(bench.end(script)).isEqualTo(new Exited(137, true, 0));
    assertThat(Workbench.living(bench.nonce)).isEmpty();
  }

  @Test
  void leavesNoProcessBehindWhenTheScriptEnds() throws Exception {
    ScriptEnd end =
        run(
            """
            setsid bash -c 'trap "" TERM HUP; exec -a "$0" sleep 1000' "$1" &
            (exec -a "$1" sleep 1000 &)
            exit 5
            """,
            bench.nonce);

    assertThat(end).isEqualTo(new Exited(5, false, 0));
    assertThat(Workbench.living(bench.nonce)).isEmpty();
  }

  @Test
  void endsWithTheScriptWhenItClosesItsOutput() throws Exception {
    ScriptEnd end = run("echo bye; exec >&- 2>&-; touch later; exit 4");

    assertThat(end).isEqualTo(new Exited(4, false, 0));
    assertThat(bench.printed()).isEqualTo("bye\n");
    assertThat(bench.workspace.resolve("later")).exists();
  }

  @Test
  void endsThoughALeftoverPrintsWithoutEnd() throws Exception {
    assertThat(run("yes & echo started; exit 6")).isEqualTo(new Exited(6, false, 0));
    assertThat(bench.printed()).contains("started");
  }

  @Test
  void keepsASignalToTheOwnGroupWithinTheJob() throws Exception {
    ScriptEnd end = run("trap 'exit 9' TERM; kill 0; sleep 1000");

    assertThat(end).isEqualTo(new Exited(9, false, 0));
  }

  @Test
  void stopsAScriptThatHasYetToBegin() throws Exception {
    RunningScript script = start("sleep 1000");

    script.stop(GRACE);

    assertThat(bench.end(script).stopped()).isTrue();
  }

  @Test
  void keepsTheOwnEndOfAScriptThatIsStoppedTooLate() throws Exception {
    RunningScript script = start("exit 2");
    bench.end(script);

    script.stop(GRACE);

    assertThat(bench.end(script)).isEqualTo(new Exited(2, false, 0));
  }

  @Test
  void findsEveryProcessOfAJobFromOutside() throws Exception {
    RunningScript script = start("sleep 1000 & echo ready; wait");
    awaitPrinted("ready");

    assertThat(JobProcesses.ofJob(bench.nonce).find()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(JobProcesses.ofJob(bench.nonce).killAll()).isTrue();
    assertThat(bench.end(script)).isEqualTo(new Exited(137, false, 0));
  }

  @Test
  void endsTheScriptWhenTheAgentIsKilled() throws Exception {
    ScriptCommand command = bench.bash("echo ready; exec -a \"$1\" sleep 1000", bench.nonce);
    Process agent = AgentToKill.start(bench.launch(sandbox.wrap(command, bench.view())));
    try {
      assertThat(agent.getInputStream().readNBytes(6)).asString().isEqualTo("ready\n");
      await().atMost(Workbench.LONG).until(() -> !script().isEmpty());

      agent.destroyForcibly();

      await().atMost(Workbench.LONG).until(() -> script().isEmpty());
    } finally {
      agent.destroyForcibly();
    }
  }

  /// The script itself, which is called by the nonce; its sandbox has it further behind.
  private List<Long> script() {
    return Workbench.living(bench.nonce + "\0" + "1000");
  }
}
