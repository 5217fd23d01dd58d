package c3.transfer.upload;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.ThreadFactory;

/// Threads that reach files as an ordinary user does, also when the tests run as root: the user for
/// file access is a matter of each thread.
public final class AsNobody {
  private static final int NOBODY = 65_534;
  private static final MethodHandle SETFSUID =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("setfsuid"),
              FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private AsNobody() {}

  public static ThreadFactory threads() {
    return task ->
        Thread.ofPlatform()
            .daemon()
            .unstarted(() -> {
              become();
              task.run();
            });
  }

  private static void become() {
    try {
      int before = (int) SETFSUID.invokeExact(NOBODY);
      if (before == NOBODY) {
        throw new IllegalStateException("a fresh thread is nobody already");
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
