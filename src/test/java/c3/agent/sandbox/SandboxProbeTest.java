package c3.agent.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import c3.agent.sandbox.SandboxProbe.Choice;
import c3.agent.script.Launch;
import c3.agent.script.ScriptCommand;
import c3.agent.script.ScriptRunner;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.MountSupport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxProbeTest {
  private static final Sandbox NONE = new NoSandbox(Workbench.TOOLS);

  @TempDir Path scratch;

  @AutoClose
  private final ScriptRunner runner =
      new ScriptRunner(
          Workbench.TOOLS, Thread.ofPlatform().daemon()::unstarted, Duration.ofSeconds(1));

  private SandboxProbe probe(Duration limit) {
    return new SandboxProbe(runner, scratch, limit);
  }

  @Test
  void choosesTheFirstThatKeepsItsPromises() throws Exception {
    IsolatingSandboxContract.assumeTheKernelAllows(!Workbench.isRoot());
    Sandbox works = new NamespaceSandbox(Workbench.TOOLS, Workbench.isRoot());

    Choice choice = probe(Workbench.LONG).choose(List.of(new Absent(), works, new Absent()), NONE);

    assertThat(choice.sandbox()).isSameAs(works);
    assertThat(choice.passedOver()).containsExactly("absent: this machine has no `absent`");
  }

  @Test
  void passesOverASandboxThatOnlyPretends() throws Exception {
    Choice choice = probe(Workbench.LONG).choose(List.of(new Pretending("true")), NONE);

    assertThat(choice.sandbox()).isSameAs(NONE);
    assertThat(choice.passedOver())
        .singleElement()
        .asString()
        .contains("pretending: a probe in it");
    assertThat(choice.sandbox().mounts()).isEqualTo(MountSupport.RELATIVE);
  }

  @Test
  void passesOverASandboxThatHangs() throws Exception {
    Choice choice =
        probe(Duration.ofMillis(200)).choose(List.of(new Pretending("sleep 1000")), NONE);

    assertThat(choice.sandbox()).isSameAs(NONE);
    assertThat(choice.passedOver()).singleElement().asString().contains("took longer than");
  }

  @Test
  void createsNothingBesideItsScratchFolder() throws Exception {
    probe(Workbench.LONG).choose(List.of(new BubblewrapSandbox(Workbench.TOOLS)), NONE);

    try (var entries = Files.newDirectoryStream(Path.of("/"), "c3-probe*")) {
      assertThat(entries).isEmpty();
    }
  }

  /// A sandbox whose program the machine lacks.
  private record Absent() implements Sandbox {
    @Override
    public Launch wrap(ScriptCommand command, SandboxView view) throws IOException {
      throw new C3Exception(ErrorCode.UNAVAILABLE, "this machine has no `absent`");
    }

    @Override
    public MountSupport mounts() {
      return MountSupport.ANY;
    }

    @Override
    public String name() {
      return "absent";
    }
  }

  /// A sandbox that says it mounts anywhere and runs something else on the bare machine.
  private record Pretending(String instead) implements Sandbox {
    @Override
    public Launch wrap(ScriptCommand command, SandboxView view) throws IOException {
      ScriptCommand other =
          new ScriptCommand(
              List.of("bash", "-c", instead),
              command.directory(),
              command.environment(),
              command.paths());
      return NONE.wrap(other, new SandboxView(view.workspace(), List.of(), List.of()));
    }

    @Override
    public MountSupport mounts() {
      return MountSupport.ANY;
    }

    @Override
    public String name() {
      return "pretending";
    }
  }
}
