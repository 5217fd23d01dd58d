package c3.project;

import c3.model.C3Exception;
import c3.model.DataPath;
import c3.model.EntryPath;
import c3.model.JobSpec.Mount;
import c3.project.Project.Dataset;
import c3.project.yaml.Fields;
import c3.project.yaml.Spot;
import c3.project.yaml.Yaml;
import c3.project.yaml.Yaml.Scalar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads `datasets`: what the job sees read-only, and where. No two may lie in each other, and none
/// may hide the script or share files with an output.
final class DatasetsReader {
  private static final List<String> FIELDS = List.of("ref", "mount");

  /// Where the kernel shows itself; nothing can be mounted there.
  private static final List<EntryPath> KERNEL_FOLDERS =
      List.of(EntryPath.of("proc"), EntryPath.of("sys"), EntryPath.of("dev"));

  private final Path root;
  private final Outputs outputs;
  private final EntryPath script;
  private final List<Target> targets = new ArrayList<>();

  DatasetsReader(Path root, Outputs outputs, EntryPath script) {
    this.root = root;
    this.outputs = outputs;
    this.script = script;
  }

  List<Dataset> read(Fields fields) throws C3Exception {
    List<Dataset> datasets = new ArrayList<>();
    for (Yaml item : fields.list("datasets")) {
      Fields dataset = Fields.ofItem("datasets", item, FIELDS);
      Scalar reference = dataset.requiredText("ref", "/jobs/<id>");
      DataPath.Inside path = reference(reference);
      Optional<Scalar> mount = dataset.text("mount");
      Target target =
          mount.isPresent()
              ? written(mount.get())
              : new Target(false, EntryPath.of("data").resolve(path.lastName()));
      Spot place = mount.map(Scalar::spot).orElse(reference.spot());
      check(target, place);
      targets.add(target);
      Mount read = new Mount(reference.text(), target.toString());
      datasets.add(new Dataset(read, reference.spot(), place));
    }
    return datasets;
  }

  private static DataPath.Inside reference(Scalar written) throws C3Exception {
    DataPath path;
    try {
      path = DataPath.parse(written.text());
    } catch (IllegalArgumentException e) {
      throw written.spot().wrong("`ref`: " + e.getMessage());
    }
    if (path instanceof DataPath.Inside inside) {
      return inside;
    }
    throw written
        .spot()
        .wrong(
            "`ref` must name a job or a dataset; `%s` is a list of them".formatted(written.text()),
            "c3 data ls " + path);
  }

  private static Target written(Scalar mount) throws C3Exception {
    if (!mount.text().startsWith("/")) {
      return new Target(false, WrittenPath.inside("mount", mount));
    }
    // Up from the root of the machine leads nowhere, just as up from the project's folder.
    String below = mount.text().replaceFirst("^/+", "");
    return new Target(
        true, WrittenPath.inside("mount", new Scalar(mount.spot(), below, mount.quoted())));
  }

  private void check(Target target, Spot spot) throws C3Exception {
    for (Target other : targets) {
      if (other.overlaps(target)) {
        throw spot.wrong(
            other.equals(target)
                ? "two datasets are mounted at `" + target + "`; give one another `mount`"
                : "`%s` and `%s` are mounted one in the other".formatted(other, target));
      }
    }
    if (target.place().isRoot()) {
      throw spot.wrong(
          "`mount` must be a folder of its own; `%s` would hide everything".formatted(target));
    }
    if (target.absolute()) {
      checkOnMachine(target, spot);
    } else {
      checkInWorkspace(target, spot);
    }
  }

  private static void checkOnMachine(Target target, Spot spot) throws C3Exception {
    for (EntryPath folder : KERNEL_FOLDERS) {
      if (target.place().startsWith(folder)) {
        throw spot.wrong("nothing can be mounted below `/" + folder + "`");
      }
    }
  }

  private void checkInWorkspace(Target target, Spot spot) throws C3Exception {
    Optional<EntryPath> output = outputs.overlapping(target.place());
    if (output.isPresent()) {
      throw spot.wrong(
          "`%s` is mounted read-only and overlaps the output `%s`".formatted(target, output.get()));
    }
    if (script.startsWith(target.place()) || target.place().startsWith(script)) {
      throw spot.wrong("`%s` is mounted over the script `%s`".formatted(target, script));
    }
    Optional<String> obstacle = Obstacle.on(root, target.place());
    if (obstacle.isPresent()) {
      throw spot.wrong(
          "nothing can be mounted at `%s`; %s".formatted(target, obstacle.get()),
          "another `mount`");
    }
  }

  /// Where the script sees a dataset.
  ///
  /// @param absolute whether below the machine's root; else below the workspace
  private record Target(boolean absolute, EntryPath place) {
    boolean overlaps(Target other) {
      return absolute == other.absolute
          && (place.startsWith(other.place) || other.place.startsWith(place));
    }

    @Override
    public String toString() {
      return absolute ? "/" + place : place.isRoot() ? "." : place.toString();
    }
  }
}
