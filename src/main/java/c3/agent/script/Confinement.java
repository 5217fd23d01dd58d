package c3.agent.script;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a script is kept to while it runs, and what it holds of the machine alone. Safe for many
/// threads.
public interface Confinement {
  /// Keeps a script to nothing.
  Confinement NONE =
      new Confinement() {
        @Override
        public List<Path> doors() {
          return List.of();
        }

        @Override
        public boolean isBounded() {
          return false;
        }

        @Override
        public boolean isExceeded() {
          return false;
        }

        @Override
        public Optional<String> end() {
          return Optional.empty();
        }
      };

  /// Files that the script's first process writes its process id to before it is anything else, so
  /// that all that descends from it is kept as well.
  List<Path> doors();

  /// Whether there is a bound that could be exceeded.
  boolean isBounded();

  /// Whether the kernel has killed a process because all of them went over a bound together. Asked
  /// several times a second where there is a bound.
  boolean isExceeded();

  /// Kills what is left and gives everything back. Called when the script's first process has
  /// ended, or never was; repeatable. Returns which bound was exceeded, as one sentence.
  Optional<String> end() throws InterruptedException;
}
