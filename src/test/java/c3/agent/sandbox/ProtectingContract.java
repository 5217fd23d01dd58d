package c3.agent.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// What holds, beside the rest, in a sandbox that can mount anywhere: what a job cannot do.
abstract class ProtectingContract extends IsolatingSandboxContract {
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
  void givesTheScriptAProcessTableOfItsOwn() throws Exception {
    String printed = prints("[ $$ != 1 ] && [ ! -e /proc/%d ] && echo own".formatted(farPid()));

    assertThat(printed).isEqualTo("own\n");
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

  private static long farPid() {
    return ProcessHandle.allProcesses().mapToLong(ProcessHandle::pid).max().orElseThrow();
  }
}
