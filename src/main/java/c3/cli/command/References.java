package c3.cli.command;

import c3.cli.command.Connector.Connection;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.project.Project.Dataset;
import c3.project.yaml.Spot;
import c3.wire.message.Located;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Whether what a project mounts is there: asked before anything is sent, so that a typing mistake
/// costs no upload. The server looks again when it takes the job.
record References(Connection server) {
  /// Throws `C3Exception` naming the file and the line of the first that cannot be mounted.
  void check(List<Dataset> datasets) throws IOException {
    for (Dataset dataset : datasets) {
      check(dataset.mount().reference(), dataset.reference());
    }
  }

  private void check(String reference, Spot spot) throws IOException {
    Located located;
    try {
      located = server.control().locate(reference);
    } catch (C3Exception e) {
      throw e.code() == ErrorCode.NOT_FOUND || e.code() == ErrorCode.INVALID ? spot.wrong(e) : e;
    }
    // A folder's path ends with a slash.
    if (!located.path().endsWith("/")) {
      throw spot.wrong(
          new C3Exception(
              ErrorCode.INVALID,
              "only folders are mounted, and `" + reference + "` is none",
              Optional.of("ref: " + located.path().replaceFirst("[^/]+$", ""))));
    }
  }
}
