package c3.project;

import c3.model.C3Exception;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.model.JobSpec;
import c3.model.ProjectName;
import c3.project.Project.Dataset;
import c3.project.yaml.Fields;
import c3.project.yaml.Spot;
import c3.project.yaml.Yaml;
import c3.project.yaml.Yaml.Scalar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The file `.c3` at the root of a project. Read strictly: a field that is unknown, of the wrong
/// type, or means something that cannot work is a `C3Exception` INVALID that names the line.
public final class ProjectFile {
  /// The name of the file.
  public static final String NAME = ".c3";

  /// Every field, in the order in which people are told of them.
  public static final List<String> FIELDS =
      List.of(
          "script",
          "project",
          "job_name",
          "time",
          "output",
          "datasets",
          "env",
          "exclude",
          "hardware",
          "gpu",
          "provider",
          "capacity",
          "python",
          "docker");

  private final Path root;
  private final Fields fields;
  private final List<String> notes = new ArrayList<>();

  private ProjectFile(Path root, Fields fields) {
    this.root = root;
    this.fields = fields;
  }

  /// The project that a folder belongs to: the nearest folder, from this one up, that holds a file
  /// `.c3`. A folder of that name, such as the one c3 keeps in a home folder, is none. Throws
  /// `C3Exception` NOT_FOUND when there is no such folder.
  public static Path find(Path start) throws IOException {
    Path folder = real(start);
    for (Path place = folder; place != null; place = place.getParent()) {
      if (Files.isRegularFile(place.resolve(NAME))) {
        return place;
      }
    }
    throw new C3Exception(
        ErrorCode.NOT_FOUND,
        "there is no " + NAME + " file in " + folder + " or above it",
        Optional.of("c3 init"));
  }

  /// Reads the `.c3` of a project's folder. Throws `C3Exception` NOT_FOUND when it has none.
  public static Project read(Path root) throws IOException {
    Path absolute = real(root);
    if (!Files.isRegularFile(absolute.resolve(NAME))) {
      throw new C3Exception(
          ErrorCode.NOT_FOUND,
          "there is no " + NAME + " file in " + absolute,
          Optional.of("c3 init"));
    }
    Yaml document = YamlFile.read(absolute.resolve(NAME), NAME);
    return new ProjectFile(absolute, Fields.ofFile(document, FIELDS)).project();
  }

  private static Path real(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw Files.exists(folder)
          ? new C3Exception(
              ErrorCode.INVALID,
              folder + " is a file, not a project's folder",
              Optional.of("script: " + folder.getFileName() + "  (in .c3), then c3 deploy"))
          : new C3Exception(ErrorCode.NOT_FOUND, "there is no folder " + folder);
    }
    return folder.toRealPath();
  }

  private Project project() throws IOException {
    ProjectName name = name();
    EntryPath script = script(fields.requiredText("script", "run.sh"));
    Outputs outputs = new OutputsReader(root).read(fields);
    List<Dataset> datasets = new DatasetsReader(root, outputs, script).read(fields);
    JobSpec spec =
        new JobSpec(
            name,
            jobName(),
            List.of("bash", ScriptFile.argument(script)),
            EntryPath.ROOT,
            outputs.directories(),
            datasets.stream().map(Dataset::mount).toList(),
            TimeReader.read(fields),
            EnvironmentReader.read(fields),
            PlacementReader.read(fields),
            new SoftwareReader(root).read(fields));
    List<String> exclude = fields.texts("exclude").stream().map(Scalar::text).toList();
    Project.Sent sent = new Project.Sent(List.of(script), exclude, true);
    return new Project(root, spec, datasets, spots(), sent, notes);
  }

  /// The older name of `hardware` stands for it.
  private Map<String, Spot> spots() {
    Map<String, Spot> spots = fields.spots();
    Optional.ofNullable(spots.get("gpu")).ifPresent(gpu -> spots.put("hardware", gpu));
    return spots;
  }

  private EntryPath script(Scalar written) throws IOException {
    EntryPath script = new ScriptFile(root, "script", ".sh", "script: ").named(written);
    if (script.toString().endsWith(".py")) {
      throw written
          .spot()
          .wrong(
              "`%s` is Python, and bash runs the script".formatted(written.text()),
              "script: run.sh, which holds: python3 " + written.text());
    }
    return script;
  }

  private ProjectName name() throws C3Exception {
    Optional<Scalar> written = fields.text("project");
    if (written.isEmpty()) {
      ProjectName derived = DerivedName.of(root);
      notes.add("project `%s`, after the folder; `project:` in .c3 sets it".formatted(derived));
      return derived;
    }
    try {
      return new ProjectName(written.get().text());
    } catch (IllegalArgumentException e) {
      throw written
          .get()
          .spot()
          .wrong(
              "`project` may have only a-z, 0-9 and -, at most 100 of them, not `%s`"
                  .formatted(written.get().text()),
              "project: " + DerivedName.of(written.get().text()));
    }
  }

  private Optional<String> jobName() throws C3Exception {
    Optional<Scalar> name = fields.text("job_name");
    if (name.isPresent() && !name.get().text().matches("[^/\\p{Cntrl}]{1,100}")) {
      throw name.get()
          .spot()
          .wrong("`job_name` may have at most 100 characters, no `/` and no line ends");
    }
    return name.map(Scalar::text);
  }
}
