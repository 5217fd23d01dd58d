package c3.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Files that a new project begins with.
public final class Templates {
  private Templates() {}

  /// Writes one of them to a place where nothing is.
  ///
  /// @param name its path below the resources of `c3.cli`
  public static void write(String name, Path to) throws IOException {
    try (InputStream text = Templates.class.getResourceAsStream("/c3/cli/" + name)) {
      if (text == null) {
        throw new IllegalStateException(name + " is not in the program");
      }
      Files.copy(text, to);
    }
  }
}
