package c3.agent.machine;

import java.util.OptionalLong;

/// Finds the first process of a job that something else started.
@FunctionalInterface
public interface FirstProcess {
  /// Its id on this machine; absent while it has not begun, or when it cannot be told.
  OptionalLong pid();
}
