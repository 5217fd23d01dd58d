package c3.store.check;

import java.io.IOException;
import java.util.Optional;

/// Carries the first `IOException` out of a visitor that cannot throw one.
final class IoFailure {
  private Optional<IOException> first = Optional.empty();

  interface Task {
    void run() throws IOException;
  }

  /// Runs a task unless an earlier one has failed.
  void collect(Task task) {
    if (first.isPresent()) {
      return;
    }
    try {
      task.run();
    } catch (IOException e) {
      first = Optional.of(e);
    }
  }

  void rethrow() throws IOException {
    if (first.isPresent()) {
      throw first.get();
    }
  }
}
