package c3.cli.command;

import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.ProjectName;
import c3.project.FoundationsProject;
import c3.project.ProjectFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// The project that a person stands in.
final class Projects {
  private Projects() {}

  /// Its name, when there is a `.c3` here or above, or a Foundations project here. Throws
  /// `C3Exception` when the file cannot be read.
  static Optional<ProjectName> around(Path directory) throws IOException {
    Path root;
    try {
      root = ProjectFile.find(directory);
    } catch (C3Exception e) {
      if (e.code() == ErrorCode.NOT_FOUND) {
        return FoundationsProject.find(directory).map(FoundationsProject::name);
      }
      throw e;
    }
    return Optional.of(ProjectFile.read(root).spec().project());
  }
}
