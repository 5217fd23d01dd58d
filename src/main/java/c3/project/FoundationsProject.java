package c3.project;

import c3.model.C3Exception;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.model.JobSpec;
import c3.model.JobSpec.Output;
import c3.model.JobSpec.Placement;
import c3.model.ProjectName;
import c3.project.yaml.Spot;
import c3.project.yaml.Yaml.Scalar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A project of Foundations: a folder that holds `config`. The whole folder goes to the job, and a
/// driver runs in its own folder.
public final class FoundationsProject {
  private static final Spot TYPED = new Spot("foundations deploy", 0);
  private static final String ARTIFACT_PATH = "artifact_path";
  private static final EntryPath PREFIX = EntryPath.of("artifacts");
  private static final int NAME_LENGTH_MAX = 100;

  /// What a driver prints is in the job's log at once, also if the driver is killed.
  private static final Map<String, String> VARIABLES = Map.of("PYTHONUNBUFFERED", "1");

  private final Path root;

  private FoundationsProject(Path root) {
    this.root = root;
  }

  /// The project in a folder. Throws `C3Exception` NOT_FOUND when there is none.
  public static FoundationsProject in(Path folder) throws IOException {
    if (!Files.isDirectory(folder.resolve(FoundationsEnvironments.FOLDER))) {
      throw new C3Exception(
          ErrorCode.NOT_FOUND,
          "%s is no Foundations project: it has no folder `%s`"
              .formatted(folder, FoundationsEnvironments.FOLDER),
          Optional.of("foundations init NAME"));
    }
    return new FoundationsProject(folder.toRealPath());
  }

  /// The project in a folder whose `config` holds an environment; absent when it holds none.
  public static Optional<FoundationsProject> find(Path folder) throws IOException {
    Path config = folder.resolve(FoundationsEnvironments.FOLDER);
    return new FoundationsEnvironments(folder, config).all().isEmpty()
        ? Optional.empty()
        : Optional.of(in(folder));
  }

  /// What the project's jobs are listed under: the name of its folder.
  public ProjectName name() {
    return DerivedName.of(root);
  }

  /// The job that runs a driver. Throws `C3Exception` INVALID for a driver that is none, or an
  /// environment that means something that cannot work.
  ///
  /// @param driver a Python file, relative to the project's folder
  public Project deployed(String driver, FoundationsEnvironments.Named environment)
      throws IOException {
    FoundationsConfig config = FoundationsConfig.read(environment);
    Scalar typed = new Scalar(TYPED, driver, true);
    EntryPath script = new ScriptFile(root, "driver", ".py", "foundations deploy ").named(typed);
    if (!script.toString().endsWith(".py")) {
      throw TYPED.wrong("the driver must be a Python file, not `" + driver + "`");
    }
    EntryPath folder = script.parent();
    JobSpec spec =
        new JobSpec(
            name(),
            Optional.of(script.name().toString()).filter(n -> n.length() <= NAME_LENGTH_MAX),
            List.of("python3", ScriptFile.argument(script.name())),
            folder,
            List.of(new Output(artifacts(folder, config.artifactPath()), PREFIX)),
            List.of(),
            Optional.empty(),
            VARIABLES,
            Placement.ANYWHERE,
            Optional.empty());
    Project.Sent sent = new Project.Sent(List.of(script), List.of(), false);
    return new Project(root, spec, List.of(), Map.of(), sent, config.notes());
  }

  private EntryPath artifacts(EntryPath driverFolder, Scalar written) throws C3Exception {
    boolean relative = !written.text().startsWith("/") && !driverFolder.isRoot();
    Scalar path =
        relative
            ? new Scalar(written.spot(), driverFolder + "/" + written.text(), written.quoted())
            : written;
    EntryPath directory = WrittenPath.inside(ARTIFACT_PATH, path);
    Optional<String> obstacle = Obstacle.on(root, directory);
    if (obstacle.isPresent()) {
      throw written.spot().wrong("`" + ARTIFACT_PATH + "` must be a folder; " + obstacle.get());
    }
    return directory;
  }
}
