package c3.agent.sandbox;

class NamespaceSandboxTest extends IsolatingSandboxContract {
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
