package c3.agent.sandbox;

class NamespaceSandboxTest extends ProtectingContract {
  @Override
  Sandbox sandbox() {
    assumeTheKernelAllows(asUser());
    return new NamespaceSandbox(Workbench.TOOLS, !asUser());
  }

  @Override
  boolean asUser() {
    return false;
  }
}
