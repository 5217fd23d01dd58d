package c3.agent.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// The cgroups of a machine on which none can be made.
public final class NoCgroups {
  private NoCgroups() {}

  /// Opens them.
  ///
  /// @param folder an existing one, for the list of those that were made
  public static Cgroups in(Path folder) {
    try {
      return Cgroups.open(folder.resolve("nowhere"), "c3-none", folder.resolve("cgroups"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
