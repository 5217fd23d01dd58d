package c3.project;

import c3.project.yaml.Fields;
import c3.project.yaml.Spot;
import c3.project.yaml.Yaml.Mapping;
import c3.project.yaml.Yaml.Scalar;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// What the file of a Foundations environment says. Read as strictly as a `.c3`; a section may be
/// `{}`, which says nothing.
///
/// @param artifactPath the folder that is kept, relative to the driver's
/// @param notes sentences that the person should read: what has no effect
record FoundationsConfig(Scalar artifactPath, List<String> notes) {
  private static final String RESULTS = "results_config";
  private static final String CACHE = "cache_config";
  private static final String ENVIRONMENT = "job_deployment_env";
  private static final String LOG_LEVEL = "log_level";
  private static final String ARTIFACT_PATH = "artifact_path";
  private static final String ARTIFACT_PATH_DEFAULT = "results";

  FoundationsConfig {
    notes = List.copyOf(notes);
  }

  static FoundationsConfig read(FoundationsEnvironments.Named environment) throws IOException {
    Fields fields =
        Fields.ofFile(
            YamlFile.read(environment.file(), environment.shown()),
            List.of(ENVIRONMENT, RESULTS, CACHE, LOG_LEVEL));
    fields.word(ENVIRONMENT, List.of("local"));
    fields.word(LOG_LEVEL, List.of("INFO", "ERROR", "DEBUG"));
    Optional<Mapping> cache = fields.mapping(CACHE);
    List<String> notes =
        cache.isEmpty() || cache.get().fields().isEmpty()
            ? List.of()
            : List.of("`" + CACHE + "` has no effect here: each content is stored once anyway");
    Optional<Fields> results = fields.fields(RESULTS, List.of(ARTIFACT_PATH));
    Optional<Scalar> written =
        results.isPresent() ? results.get().text(ARTIFACT_PATH) : Optional.empty();
    Scalar otherwise = new Scalar(new Spot(environment.shown(), 0), ARTIFACT_PATH_DEFAULT, true);
    return new FoundationsConfig(written.orElse(otherwise), notes);
  }
}
