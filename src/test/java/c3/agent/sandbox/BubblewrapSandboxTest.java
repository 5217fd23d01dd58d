package c3.agent.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BubblewrapSandboxTest extends ProtectingContract {
  @Override
  Sandbox sandbox() {
    assumeTheKernelAllows(asUser());
    assumeTrue(Workbench.TOOLS.find("bwrap").isPresent(), "bubblewrap is not installed");
    return new BubblewrapSandbox(Workbench.TOOLS);
  }

  @Override
  boolean asUser() {
    return false;
  }

  /// The most that a plan may ask for; bubblewrap has a bound of its own on its arguments.
  @Test
  void mountsBesideAThousandEntries() throws Exception {
    Path large = bench.directory(bench.folder.resolve("large"));
    for (int i = 0; i < MountPlan.ENTRIES_MAX; i++) {
      bench.file(large.resolve("entry " + i), "");
    }

    String printed =
        bench.succeeds(
            sandbox.wrap(
                bench.bash("ls \"$1\" | wc -l", large.toString()),
                bench.view(new SandboxMount(bench.tree, large.resolve("in")))));

    assertThat(printed).isEqualTo("1001\n");
  }
}
