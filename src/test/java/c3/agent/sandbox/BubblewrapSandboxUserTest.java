package c3.agent.sandbox;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

class BubblewrapSandboxUserTest extends ProtectingContract {
  @Override
  Sandbox sandbox() {
    assumeTheKernelAllows(asUser());
    assumeTrue(Workbench.TOOLS.find("bwrap").isPresent(), "bubblewrap is not installed");
    return new BubblewrapSandbox(Workbench.TOOLS);
  }

  @Override
  boolean asUser() {
    return true;
  }
}
