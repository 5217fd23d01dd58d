package c3.project;

import c3.model.C3Exception;
import c3.model.EntryPath;
import c3.model.JobSpec.Output;
import c3.project.yaml.Fields;
import c3.project.yaml.Spot;
import c3.project.yaml.Yaml.Scalar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads `output`. `artifacts` is always the first output, written or not.
final class OutputsReader {
  private static final EntryPath ARTIFACTS = EntryPath.of("artifacts");

  private final Path root;

  OutputsReader(Path root) {
    this.root = root;
  }

  Outputs read(Fields fields) throws C3Exception {
    List<Output> outputs = new ArrayList<>();
    outputs.add(new Output(ARTIFACTS, ARTIFACTS));
    boolean artifactsWritten = false;
    for (Scalar written : fields.texts("output")) {
      EntryPath directory = WrittenPath.inside("output", written);
      if (directory.equals(ARTIFACTS) && !artifactsWritten) {
        artifactsWritten = true;
        continue;
      }
      check(directory, new Outputs(outputs), written);
      outputs.add(new Output(directory, directory));
    }
    return new Outputs(outputs);
  }

  private void check(EntryPath directory, Outputs others, Scalar written) throws C3Exception {
    if (directory.isRoot()) {
      throw written
          .spot()
          .wrong("`output` must be folders in the project, not the project's whole folder");
    }
    Optional<EntryPath> other = others.overlapping(directory);
    if (other.isPresent()) {
      throw overlap(directory, other.get(), written.spot());
    }
    Optional<String> obstacle = Obstacle.on(root, directory);
    if (obstacle.isPresent()) {
      throw written.spot().wrong("`output` must be folders; " + obstacle.get());
    }
  }

  private static C3Exception overlap(EntryPath directory, EntryPath other, Spot spot) {
    if (directory.equals(other)) {
      return spot.wrong("`output` names `" + directory + "` twice", "name it once");
    }
    EntryPath inner = directory.startsWith(other) ? directory : other;
    EntryPath outer = inner.equals(directory) ? other : directory;
    String always = outer.equals(ARTIFACTS) || inner.equals(ARTIFACTS) ? " always" : "";
    return spot.wrong(
        "`output` overlaps: `%s` lies in `%s`, and `%s` is%s kept"
            .formatted(inner, outer, other, always),
        "leave out `" + inner + "`");
  }
}
