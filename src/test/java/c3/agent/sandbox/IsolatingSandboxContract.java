package c3.agent.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import c3.agent.script.ScriptCommand;
import c3.agent.script.ScriptEnd;
import c3.agent.script.ScriptEnd.Exited;
import c3.agent.script.ScriptEnd.NotStarted;
import c3.model.MountSupport;
import c3.posix.FileNames;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What holds, beside the rest, in a sandbox that can mount anywhere.
abstract class IsolatingSandboxContract extends EndingContract {
  Path absent = Path.of("/");

  @BeforeEach
  void nameAFolderThatTheMachineLacks() {
    absent = Path.of("/c3-test-" + bench.nonce);
  }

  /// Aborts the test, saying why, where the kernel itself refuses what every such sandbox needs.
  static void assumeTheKernelAllows(boolean asUser) {
    List<String> command = new ArrayList<>();
    if (asUser && Workbench.isRoot()) {
      command.addAll(
          List.of(
              "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all"));
    }
    command.add("unshare");
    if (asUser) {
      command.addAll(List.of("--user", "--map-current-user", "--keep-caps"));
    }
    command.addAll(List.of("--mount", "--pid", "--fork", "mount", "-t", "proc", "proc", "/proc"));
    assumeTrue(asUser || Workbench.isRoot(), "only root can try the sandbox of root");
    assumeTrue(exitCode(command) == 0, "this machine's kernel allows no namespaces: " + command);
  }

  private static int exitCode(List<String> command) {
    try {
      return new ProcessBuilder(command).start().waitFor();
    } catch (IOException e) {
      return -1;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  ScriptEnd run(String script, SandboxMount... mounts) throws Exception {
    return bench.run(sandbox.wrap(bench.bash(script, absent.toString()), bench.view(mounts)));
  }

  String prints(String script, SandboxMount... mounts) throws Exception {
    return bench.succeeds(sandbox.wrap(bench.bash(script, absent.toString()), bench.view(mounts)));
  }

  SandboxMount at(Path target) throws IOException {
    bench.file(bench.tree.resolve("sub/file"), "content\n");
    return new SandboxMount(bench.tree, target);
  }

  @Test
  void saysThatItMountsAnywhere() {
    assertThat(sandbox.mounts()).isEqualTo(MountSupport.ANY);
  }

  @Test
  void mountsWhereTheMachineHasNoFolderAndCreatesNone() throws Exception {
    assertThat(prints("cat $1/a/b/sub/file", at(absent.resolve("a/b")))).isEqualTo("content\n");

    assertThat(absent).doesNotExist();
  }

  @Test
  void mountsSeveralTrees() throws Exception {
    assertThat(
            prints(
                "cat $1/a/sub/file $1/b/file data/file",
                at(absent.resolve("a")),
                new SandboxMount(bench.tree.resolve("sub"), absent.resolve("b")),
                new SandboxMount(bench.tree.resolve("sub"), Path.of("data"))))
        .isEqualTo("content\ncontent\ncontent\n");
  }

  @Test
  void mountsBelowAnExistingFolderWithoutHidingWhatItHolds() throws Exception {
    Path existing = bench.directory(bench.folder.resolve("existing"));
    bench.file(existing.resolve("file"), "old\n");
    bench.file(FileNames.resolve(existing, new byte[] {'\n', -1, ' ', '\''}), "odd\n");
    bench.file(existing.resolve(".folder/inner"), "inner\n");
    Files.createSymbolicLink(existing.resolve("link"), Path.of(".folder"));
    Files.createSymbolicLink(existing.resolve("dangling"), Path.of("no/where"));

    String printed =
        prints(
            "cd "
                + existing
                + " && cat file $'\\n\\xff \\'' link/inner new/deep/sub/file && readlink dangling"
                + " && echo changed >.folder/inner && stat -c %a . && find . -mindepth 1 -maxdepth 1 -printf x | wc -c",
            at(existing.resolve("new/deep")));

    assertThat(printed).isEqualTo("old\nodd\ninner\ncontent\nno/where\n755\n6\n");
    assertThat(existing.resolve("new")).doesNotExist();
    assertThat(existing.resolve(".folder/inner")).hasContent("changed");
  }

  @Test
  void mountsOverAnExistingFolder() throws Exception {
    Path existing = bench.directory(bench.folder.resolve("existing"));
    bench.file(existing.resolve("covered"), "x");

    assertThat(prints("ls " + existing, at(existing))).isEqualTo("sub\n");
    assertThat(existing.resolve("covered")).exists();
  }

  @Test
  void mountsBelowAFolderThatIsALink() throws Exception {
    Path real = bench.directory(bench.folder.resolve("real"));
    Path link = Files.createSymbolicLink(bench.folder.resolve("link"), real);

    assertThat(prints("cat " + link + "/in/sub/file", at(link.resolve("in"))))
        .isEqualTo("content\n");
    assertThat(real.resolve("in")).doesNotExist();
  }

  @Test
  void mountsBelowTheWorkspace() throws Exception {
    SandboxMount mount = at(Path.of("data/prev"));

    assertThat(prints("cat data/prev/sub/file; echo x >data/beside", mount)).isEqualTo("content\n");
    assertThat(bench.workspace.resolve("data/beside")).exists();
    assertThat(bench.workspace.resolve("data/prev")).isEmptyDirectory();
  }

  @Test
  void carriesPathsOfAnyBytes() throws Exception {
    byte[] odd = "a b'\"$(x)\\\n\377,:=".getBytes(StandardCharsets.ISO_8859_1);
    Path tree = bench.directory(FileNames.resolve(bench.home, odd));
    bench.file(tree.resolve("file"), "content\n");
    Path target = FileNames.resolve(absent, odd);
    ScriptCommand command =
        new ScriptCommand(
            List.of("bash", "-c", "cat \"$IN/file\"; touch \"$IN/new\""),
            bench.workspace,
            bench.environment(),
            Map.of("IN", target));

    bench.run(sandbox.wrap(command, bench.view(new SandboxMount(tree, target))));

    assertThat(bench.printed()).startsWith("content\n").endsWith("Read-only file system\n");
  }

  @Test
  void showsTheRestOfTheMachineAsItIs() throws Exception {
    bench.file(bench.folder.resolve("data/file"), "data\n");
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String printed =
          prints(
              """
              cat %s/data/file && echo new >%s/data/new
              type -P python3 || type -P ls >/dev/null
              echo x >/dev/null && [ -c /dev/urandom ] && [ -e /sys/kernel ] && mktemp -u >/dev/null
              exec 5<>/dev/tcp/127.0.0.1/%d && echo connected
              [ -e /proc/self/status ] && [ -e /proc/meminfo ] && echo proc
              hostname
              """
                  .formatted(bench.folder, bench.folder, server.getLocalPort()),
              at(absent));

      assertThat(printed).startsWith("data\n").contains("connected\nproc\n");
      assertThat(bench.folder.resolve("data/new")).hasContent("new");
    }
  }

  @Test
  void refusesMountsInOneAnother() throws Exception {
    SandboxView view =
        bench.view(at(absent.resolve("a")), new SandboxMount(bench.tree, absent.resolve("a/b")));

    assertThat(refusalOf(view)).contains("it lies in another mount, " + absent.resolve("a"));
  }

  private String refusalOf(SandboxView view) {
    try {
      sandbox.wrap(bench.bash("true"), view);
      return "not refused";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void saysWhichTreeIsMissing() throws Exception {
    Path missing = bench.folder.resolve("no tree");

    ScriptEnd end = run("true", new SandboxMount(missing, absent));

    assertThat(end)
        .isInstanceOfSatisfying(
            NotStarted.class, e -> assertThat(e.message()).contains(missing.toString()));
    assertThat(absent).doesNotExist();
  }

  @Test
  void boundsWhatIsWrittenBesideAMount() throws Exception {
    Path existing = bench.directory(bench.folder.resolve("existing"));

    ScriptEnd end =
        run(
            "head -c 100000000 /dev/zero >%s/large".formatted(existing),
            at(existing.resolve("in")));

    assertThat(end).isEqualTo(new Exited(1, false, 0));
    assertThat(bench.printed()).contains("No space left on device");
  }
}
