package c3.project;

import c3.model.ProjectName;
import java.nio.file.Path;
import java.util.Locale;

/// The name that a project gets from something that is called otherwise.
final class DerivedName {
  private static final int LENGTH_MAX = 100;

  private DerivedName() {}

  /// The name after a folder.
  static ProjectName of(Path folder) {
    return of(String.valueOf(folder.getFileName()));
  }

  /// The nearest text that can be a project's name.
  static ProjectName of(String text) {
    String name =
        text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String bounded = name.substring(0, Math.min(name.length(), LENGTH_MAX));
    return new ProjectName(bounded.isEmpty() ? "project" : bounded);
  }
}
