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
abstract class IsolatingSandboxContract extends SandboxContract {
  private Path absent = Path.of("/");

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

  private ScriptEnd run(String script, SandboxMount... mounts) throws Exception {
    return bench.run(sandbox.wrap(bench.bash(script, absent.toString()), bench.view(mounts)));
  }

  private String prints(String script, SandboxMount... mounts) throws Exception {
    return bench.succeeds(sandbox.wrap(bench.bash(script, absent.toString()), bench.view(mounts)));
  }

  private SandboxMount at(Path target) throws IOException {
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
  void refusesEveryChangeToAMountAsReadOnly() throws Exception {
    Files.createSymbolicLink(bench.tree.resolve("link"), Path.of("sub/file"));

    run(
        """
        cd $1
        for try in 'echo x >sub/file' 'echo x >>sub/file' 'touch new' 'mkdir new' 'rm sub/file' \
            'rm link' 'mv sub other' 'chmod 777 sub/file' 'touch sub/file' 'ln -s a b' \
            'ln sub/file hard' 'truncate -s 0 sub/file' 'echo x >link'; do
          bash -c "$try" 2>&1 | grep -q 'Read-only file system' && echo refused || echo "done: $try"
        done
        """,
        at(absent));

    assertThat(bench.printed().lines()).hasSize(13).containsOnly("refused");
    assertThat(bench.tree.resolve("sub/file")).hasContent("content");
  }

  @Test
  void lastsAgainstAJobThatTriesToMountForItself() throws Exception {
    run(
        """
        cd $1
        mount -o remount,rw $1; mount -o remount,bind,rw $1; mount --bind -o rw $1 $1
        mount -t tmpfs none $1; umount $1; umount -l $1
        unshare --mount bash -c 'mount -o remount,bind,rw $1; echo x >$1/sub/file' script $1
        unshare --user --map-root-user --mount \
            bash -c 'mount -o remount,bind,rw $1; umount -l $1; echo x >$1/sub/file' script $1
        nsenter --mount=/proc/1/ns/mnt mount -o remount,bind,rw $1
        setpriv --inh-caps=+sys_admin --ambient-caps=+sys_admin mount -o remount,bind,rw $1
        echo x >$1/sub/file
        """,
        at(absent));

    assertThat(bench.printed()).contains("Read-only file system");
    assertThat(bench.tree.resolve("sub/file")).hasContent("content");
  }

  @Test
  void hidesTheHomeThoughTheWorkspaceLiesInIt() throws Exception {
    bench.file(bench.home.resolve("token"), "secret");
    bench.file(bench.home.resolve("jobs/other/file"), "secret");

    String printed = prints("cd ../..; pwd; find . -mindepth 1 | sort; touch x 2>&1 || true");

    assertThat(printed)
        .startsWith(bench.home + "\n./jobs\n./jobs/work\n")
        .endsWith("Read-only file system\n");
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
  void givesTheScriptAProcessTableOfItsOwn() throws Exception {
    String printed = prints("[ $$ != 1 ] && [ ! -e /proc/%d ] && echo own".formatted(farPid()));

    assertThat(printed).isEqualTo("own\n");
  }

  private static long farPid() {
    return ProcessHandle.allProcesses().mapToLong(ProcessHandle::pid).max().orElseThrow();
  }

  @Test
  void waitsForOrphansSoThatNoneStaysAsAZombie() throws Exception {
    String printed =
        prints(
            """
            for i in 1 2 3 4 5; do (bash -c 'exit 0' & exec true); done
            for i in {1..500}; do
              grep -sh '^State:.*Z' /proc/[0-9]*/status >/dev/null || { echo clean; exit 0; }
              sleep 0.02
            done
            """);

    assertThat(printed).isEqualTo("clean\n");
  }

  @Test
  void refusesTargetsThatWouldHarmTheJob() throws Exception {
    bench.file(bench.folder.resolve("file"), "x");

    assertThat(refusal(Path.of("/"))).contains("the machine itself needs it");
    assertThat(refusal(Path.of("/proc/x"))).contains("the machine itself needs it");
    assertThat(refusal(Path.of("/dev/x"))).contains("the machine itself needs it");
    assertThat(refusal(bench.workspace)).contains("must lie below the workspace");
    assertThat(refusal(bench.folder)).contains("would cover the workspace");
    assertThat(refusal(bench.home.resolve("x"))).contains("lies in c3's own folder");
    assertThat(refusal(bench.folder.resolve("file"))).contains("is not a folder");
    assertThat(refusal(bench.folder.resolve("file/x"))).contains("is not a folder");
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
