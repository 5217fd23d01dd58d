package c3.server.submit;

import c3.model.C3Exception;
import c3.model.DataPath;
import c3.model.DataPath.JobReference;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.model.JobInput;
import c3.model.JobSpec.Mount;
import c3.server.data.Artifacts;
import c3.server.data.Artifacts.Part;
import c3.view.ManifestTree.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Turns the mounts that a person wrote into manifests, so that a job sees the same bytes whatever
/// becomes of the names. Throws `C3Exception` naming the mount that cannot be.
final class MountResolution {
  private final Artifacts artifacts;

  MountResolution(Artifacts artifacts) {
    this.artifacts = artifacts;
  }

  /// The inputs that the mounts mean now, in their order.
  List<JobInput> resolve(List<Mount> mounts) throws IOException {
    List<JobInput> inputs = new ArrayList<>();
    Set<String> targets = new HashSet<>();
    for (Mount mount : mounts) {
      JobInput input = resolve(mount);
      if (!targets.add(input.target())) {
        throw new C3Exception(ErrorCode.INVALID, "two mounts are at " + input.target());
      }
      inputs.add(input);
    }
    return inputs;
  }

  private JobInput resolve(Mount mount) throws IOException {
    String target = target(mount);
    DataPath path = Artifacts.parse(mount.reference());
    Part part = artifacts.part(path);
    if (!(part.node() instanceof Node.Directory)) {
      throw new C3Exception(
          ErrorCode.INVALID,
          part.text() + " is no folder, and only folders are mounted",
          Optional.of("ref: " + part.path().at(part.node().path().parent())));
    }
    String reference = spelt(part.path()).toString();
    return new JobInput(reference, target, part.tree().manifest(), part.node().path());
  }

  /// One spelling of a job's path, whatever project the job was found by.
  private static DataPath spelt(DataPath.Inside path) {
    return switch (path) {
      case DataPath.InJob(_, JobReference job, EntryPath below) ->
          new DataPath.InJob(Optional.empty(), job, below);
      case DataPath.InDataset inDataset -> inDataset;
    };
  }

  /// Where the script sees it, without `./` and slashes in excess. It is a name in the job's world
  /// only, but must not lead out of the workspace.
  private static String target(Mount mount) throws C3Exception {
    String text = mount.target().replaceAll("/+", "/");
    String relative = text.replaceAll("^(\\./|/)+", "").replaceAll("/\\.?$", "");
    try {
      if (EntryPath.of(relative).isRoot()) {
        throw new IllegalArgumentException("it needs a folder of its own");
      }
    } catch (IllegalArgumentException e) {
      throw new C3Exception(
              ErrorCode.INVALID,
              "nothing can be mounted at `" + mount.target() + "`: " + e.getMessage())
          .causedBy(e);
    }
    return text.startsWith("/") ? "/" + relative : relative;
  }
}
