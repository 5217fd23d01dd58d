package c3.scenario;

import java.io.IOException;
import java.nio.file.Path;

/// The clone whose program a scenario run tries: `-Dc3.clone`, or the one that these tests stand
/// in. It is built once in a run, with the home `-Dc3.clone.home`, whose Maven repository may hold
/// the libraries already; tests then run it for people with homes of their own.
public final class TestedClone {
  private static final Path FOLDER = property("c3.clone", "user.dir");

  static {
    Program builder = Program.of(FOLDER.resolve("c3"), buildHome());
    try {
      Ended ended = builder.run("--version");
      if (ended.exitCode() != 0) {
        throw new IllegalStateException(FOLDER + "/c3 does not run: " + ended.err());
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(FOLDER + "/c3 does not run", e);
    }
  }

  private TestedClone() {}

  public static Path folder() {
    return FOLDER;
  }

  /// Its `c3`, for a person with this home.
  public static Program c3(Path home) {
    return Program.of(FOLDER.resolve("c3"), home);
  }

  /// Its `foundations`, for a person with this home.
  public static Program foundations(Path home) {
    return Program.of(FOLDER.resolve("foundations"), home);
  }

  /// The home that clones are built with.
  public static Path buildHome() {
    return property("c3.clone.home", "user.home");
  }

  private static Path property(String name, String otherwise) {
    return Path.of(System.getProperty(name, System.getProperty(otherwise, "")));
  }
}
