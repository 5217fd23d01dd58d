package c3.agent.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.agent.sandbox.MountStep.Bind;
import c3.agent.sandbox.MountStep.Link;
import c3.agent.sandbox.MountStep.Memory;
import c3.agent.sandbox.MountStep.Processes;
import c3.agent.sandbox.MountStep.ReadOnly;
import c3.agent.sandbox.MountStep.ReadOnlyBind;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountPlanTest {
  private static final Path ROOT = Path.of("/");
  private static final Path TREE = Path.of("/tree");

  @TempDir Path temporary;
  private Path folder = ROOT;
  private Path home = ROOT;
  private Path work = ROOT;

  @BeforeEach
  void setUp() throws IOException {
    folder = temporary.toRealPath();
    home = folder.resolve("home");
    work = Files.createDirectories(home.resolve("work"));
  }

  private List<MountStep> plan(Path... targets) throws IOException {
    List<SandboxMount> mounts =
        List.of(targets).stream().map(target -> new SandboxMount(TREE, target)).toList();
    return MountPlan.of(new SandboxView(work, mounts, List.of(home, folder.resolve("absent"))));
  }

  @Test
  void showsTheMachineAsItIsWhenNoMountNeedsANewFolder() throws IOException {
    assertThat(plan(Path.of("data/x")))
        .containsExactly(
            new Bind(ROOT, ROOT),
            new Processes(Path.of("/proc")),
            new Memory(home, 0755),
            new Bind(work, work),
            new ReadOnlyBind(TREE, work.resolve("data/x")),
            new ReadOnly(home));
  }

  @Test
  void fillsTheRootWhenAMountNeedsANewFolderInIt() throws IOException {
    Path target = Path.of("/no-such-folder-on-this-machine/x");

    assertThat(plan(target))
        .startsWith(new Memory(ROOT, 0755))
        .contains(new Bind(Path.of("/etc"), Path.of("/etc")))
        .contains(new ReadOnlyBind(TREE, target))
        .doesNotContain(new Bind(ROOT, ROOT))
        .doesNotContain(new Bind(Path.of("/proc"), Path.of("/proc")));
  }

  @Test
  void fillsOuterFoldersBeforeInnerOnes() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("outer/inner"));
    Files.createSymbolicLink(inner.resolve("link"), Path.of("a/b"));
    Path outer = folder.resolve("outer");

    assertThat(plan(inner.resolve("x/y"), outer.resolve("z")))
        .containsSubsequence(
            new Bind(ROOT, ROOT),
            new Memory(outer, mode(outer)),
            new Bind(inner, inner),
            new Memory(inner, mode(inner)),
            new Link(Path.of("a/b"), inner.resolve("link")),
            new Processes(Path.of("/proc")),
            new ReadOnlyBind(TREE, inner.resolve("x/y")),
            new ReadOnlyBind(TREE, outer.resolve("z")));
  }

  private static int mode(Path path) throws IOException {
    return (int) Files.getAttribute(path, "unix:mode") & 07777;
  }

  @Test
  void resolvesLinksOnTheWayToATarget() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real"));
    Files.createSymbolicLink(folder.resolve("link"), real);

    assertThat(plan(folder.resolve("link/../link/x")))
        .contains(new ReadOnlyBind(TREE, real.resolve("x")));
  }

  @Test
  void refusesALinkThatLeadsNowhere() throws IOException {
    Files.createSymbolicLink(folder.resolve("dangling"), Path.of("nowhere"));

    assertThatThrownBy(() -> plan(folder.resolve("dangling/x"))).isInstanceOf(C3Exception.class);
  }

  @Test
  void refusesTheSameTargetTwice() {
    assertThatThrownBy(() -> plan(Path.of("data"), Path.of("./data")))
        .isInstanceOf(C3Exception.class)
        .hasMessageContaining("it lies in another mount, ");
  }

  @Test
  void refusesToFillAFolderWithTooManyEntries() throws IOException {
    Path large = Files.createDirectory(folder.resolve("large"));
    for (int i = 0; i < MountPlan.ENTRIES_MAX; i++) {
      Files.createFile(large.resolve("entry " + i));
    }
    assertThat(plan(large.resolve("in"))).hasSizeGreaterThan(MountPlan.ENTRIES_MAX);

    Files.createFile(large.resolve("one more"));
    assertThatThrownBy(() -> plan(large.resolve("in")))
        .isInstanceOf(C3Exception.class)
        .hasMessageContaining("cannot mount at " + large.resolve("in"))
        .hasMessageContaining(large + " holds more than 1,000 entries");
    assertThatThrownBy(() -> MountPlan.check(List.of(large.resolve("in")), List.of()))
        .isInstanceOf(C3Exception.class);
  }

  @Test
  void tellsBeforeAJobIsSubmittedWhatItWouldRefuse() throws IOException {
    MountPlan.check(List.of(Path.of("/no-such-folder/x")), List.of(home));

    assertThatThrownBy(() -> MountPlan.check(List.of(home.resolve("x")), List.of(home)))
        .isInstanceOfSatisfying(
            C3Exception.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID);
              assertThat(refusal.hint()).isPresent();
              assertThat(refusal).hasMessageContaining("cannot mount at " + home.resolve("x"));
            });
    assertThatThrownBy(
            () -> MountPlan.check(List.of(Path.of("/a/b"), Path.of("/a/b/c")), List.of()))
        .isInstanceOf(C3Exception.class);
  }
}
