package c3.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/// The texts that come with the program: help, scripts of completion, and the files that a new
/// project begins with.
public final class Texts {
  private Texts() {}

  /// @param name its path below the resources of `c3.cli`
  static String read(String name) throws IOException {
    try (InputStream text =
        Objects.requireNonNull(Texts.class.getResourceAsStream("/c3/cli/" + name), name)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// Writes one to a place where nothing is.
  public static void write(String name, Path to) throws IOException {
    Files.writeString(to, read(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }
}
