package c3.agent.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import c3.model.MountSupport;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NoSandboxTest extends EndingContract {
  @Override
  Sandbox sandbox() {
    return new NoSandbox(Workbench.TOOLS);
  }

  @Override
  boolean asUser() {
    return !Workbench.isRoot();
  }

  @Test
  void onlyAllowsMountsInTheWorkspace() throws Exception {
    assertThat(sandbox.mounts()).isEqualTo(MountSupport.RELATIVE);
    assertThat(refusal(Path.of("/data/weights"))).contains("only allows mounts in the workspace");
    assertThat(refusal(Path.of("data/weights"))).isEqualTo("not refused");
  }
}
