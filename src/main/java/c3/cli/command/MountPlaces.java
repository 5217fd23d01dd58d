package c3.cli.command;

import c3.agent.sandbox.MountPlan;
import c3.cli.local.Home;
import c3.model.C3Exception;
import c3.project.Project.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Whether this machine, when its own server is used, can mount where a project asks for it: asked
/// before anything is sent. Places in the workspace were looked at when the project was read.
record MountPlaces(Home home) {
  /// Throws `C3Exception` naming the file and the line of the first where nothing can be mounted.
  void check(List<Dataset> datasets) throws IOException {
    for (Dataset dataset : datasets) {
      Path target = Path.of(dataset.mount().target());
      if (target.isAbsolute()) {
        check(target, dataset);
      }
    }
  }

  private void check(Path target, Dataset dataset) throws IOException {
    try {
      MountPlan.check(List.of(target), List.of(home.root()));
    } catch (C3Exception e) {
      throw dataset.target().wrong(e);
    }
  }
}
