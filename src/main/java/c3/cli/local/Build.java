package c3.cli.local;

import java.nio.file.Path;
import java.util.Optional;

/// What runs here.
///
/// @param version the release
/// @param id the twelve hex digits of the jar, or `dev` when this process was started without the
///   launcher
/// @param launcher what starts this very build again
public record Build(String version, String id, Path launcher) {
  private static final String UNKNOWN = "dev";

  /// As the launcher said it in system properties.
  public static Build ofThisProcess() {
    String version =
        Optional.ofNullable(Build.class.getPackage().getImplementationVersion()).orElse(UNKNOWN);
    return new Build(
        version,
        System.getProperty("c3.build", UNKNOWN),
        Path.of(System.getProperty("c3.launcher", "c3")));
  }

  /// The program to start once more.
  public Program program() {
    return new Program(launcher, id);
  }

  /// What runs here, for people.
  ///
  /// @param name what they called it by
  public String sentence(String name) {
    return name + " " + version + " (build " + id + ", JDK " + Runtime.version() + ")";
  }
}
