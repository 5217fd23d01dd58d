package c3.agent.sandbox;

class NamespaceSandboxUserTest extends ProtectingContract {
  @Override
  Sandbox sandbox() {
    assumeTheKernelAllows(asUser());
    return new NamespaceSandbox(Workbench.TOOLS, !asUser());
  }

  @Override
  boolean asUser() {
    return true;
  }
}
