package c3.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.Randomly;
import c3.model.DataPath.DatasetVersion;
import c3.model.DataPath.JobReference;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataPathTest {
  private static final String JOB = "job_1795351023411_x6wm3l";
  private static final Optional<ProjectName> DIGITS = Optional.of(new ProjectName("digits"));
  private static final String ODD = "ab@. _-ü%\\~😀";
  private static final DatasetName RAW = new DatasetName("raw");

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "//, /",
    "/jobs, /jobs/",
    "/jobs/, /jobs/",
    "/jobs/job_17, /jobs/job_17/",
    "/jobs/job_17/, /jobs/job_17/",
    "/jobs/job_17/artifacts/, /jobs/job_17/artifacts",
    "/jobs//job_17///a//b, /jobs/job_17/a/b",
    "/projects, /projects/",
    "/projects/p, /projects/p/",
    "/projects/p/jobs, /projects/p/jobs/",
    "/projects/p/jobs/job_17/a/b, /projects/p/jobs/job_17/a/b",
    "/projects/p/jobs/@latest, /projects/p/jobs/@latest/",
    "/projects/p/jobs/@latest/artifacts, /projects/p/jobs/@latest/artifacts",
    "/projects/p/jobs/train big@latest/a, /projects/p/jobs/train big@latest/a",
    "/projects/p/jobs/a@latest@latest, /projects/p/jobs/a@latest@latest/",
    "/projects/p/data, /projects/p/data/",
    "/projects/p/data/x/@v12/a@b, /projects/p/data/x/@v12/a@b",
    "/datasets, /datasets/",
    "/datasets/x, /datasets/x/",
    "/datasets/x/@latest, /datasets/x/@latest/",
    "/datasets/x/@v3/deep/file.bin, /datasets/x/@v3/deep/file.bin",
    "/datasets/x/file.bin/, /datasets/x/file.bin",
    "/datasets/x/@latest/@v1, /datasets/x/@latest/@v1",
    "/jobs/job_17/@latest, /jobs/job_17/@latest",
  })
  void hasOneSpelling(String written, String spelled) {
    DataPath path = DataPath.parse(written);
    assertThat(path).hasToString(spelled);
    assertThat(DataPath.parse(spelled)).isEqualTo(path);
  }

  @Test
  void readsEachPart() {
    assertThat(DataPath.parse("/")).isEqualTo(new DataPath.Root());
    assertThat(DataPath.parse("/jobs/" + JOB + "/a/b"))
        .isEqualTo(
            new DataPath.InJob(Optional.empty(), new JobReference.ById(JOB), EntryPath.of("a/b")));
    assertThat(DataPath.parse("/projects/digits/jobs/train@latest/a"))
        .isEqualTo(
            new DataPath.InJob(
                DIGITS, new JobReference.Latest(Optional.of("train")), EntryPath.of("a")));
    assertThat(DataPath.parse("/projects/digits/jobs/@latest"))
        .isEqualTo(
            new DataPath.InJob(DIGITS, new JobReference.Latest(Optional.empty()), EntryPath.ROOT));
    assertThat(DataPath.parse("/datasets/raw/@v3/a"))
        .isEqualTo(
            new DataPath.InDataset(
                Optional.empty(), RAW, new DatasetVersion.Numbered(3), EntryPath.of("a")));
    assertThat(DataPath.parse("/projects/digits/data/raw"))
        .isEqualTo(
            new DataPath.InDataset(DIGITS, RAW, new DatasetVersion.Unsaid(), EntryPath.ROOT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jobs/x|`jobs/x` is not a data path: one begins with `/jobs/`, `/projects/` or `/datasets/`",
        "''|`` is not a data path: one begins with `/jobs/`, `/projects/` or `/datasets/`",
        "/job/x|`/job/x` is not a data path: one begins with `/jobs/`, `/projects/` or `/datasets/`",
        "/jobs/..|`/jobs/..` is not a data path: `.` and `..` mean nothing there",
        "/jobs/@latest|`@latest` needs a project: write `/projects/<project>/jobs/@latest`",
        "/jobs/a@latest/b|`@latest` needs a project: write `/projects/<project>/jobs/a@latest`",
        "/jobs/a@v2|only `@latest` may follow a job's name, and nothing an id: `/jobs/a@v2`",
        "/projects/p/jobs/a@v2|only `@latest` may follow a job's name, and nothing an id: `/projects/p/jobs/a@v2`",
        "/projects/P/|a project's name has only a-z, 0-9 and -, at most 100 of them: P",
        "/projects/p/x|a project has `jobs/` and `data/`: `/projects/p/x` names neither",
        "/datasets/raw@v3/a|a version is a part of its own: write `/datasets/raw/@v3`",
        "/projects/p/data/raw@latest|a version is a part of its own: write `/projects/p/data/raw/@latest`",
        "/datasets/raw/@3|a version is `@latest`, `@v1`, `@v2` and so on: `@3` is not one",
        "/datasets/raw/@v0|a version is `@latest`, `@v1`, `@v2` and so on: `@v0` is not one",
        "/datasets/@v1|a dataset's name begins with a letter or digit and has only letters, digits, `.`, `_` and `-`, at most 100 of them: `@v1`",
        "/jobs/x/a/../b|a path has an empty, `.` or `..` part: a/../b",
      })
  void saysWhatIsWrong(String text, String message) {
    assertThatThrownBy(() -> DataPath.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/jobs", "/jobs/", "/jobs/x/y", "/projects/p", "/datasets/", "/datasets/x/@v1"})
  void takesWhatBeginsWithAStoresFolderForRemote(String text) {
    assertThat(DataPath.isRemote(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", ".", "jobs/x", "./jobs/x", "/jobsite/x", "/home/jobs/x", "data"})
  void takesEverythingElseForLocal(String text) {
    assertThat(DataPath.isRemote(text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/jobs/job_17/, job_17",
    "/jobs/job_17/artifacts/models, models",
    "/projects/p/jobs/train@latest, train",
    "/projects/p/jobs/@latest, p",
    "/projects/p/jobs/@latest/artifacts, artifacts",
    "/datasets/x/@v3, x",
    "/datasets/x/@v3/deep/@v4, @v4",
  })
  void callsACopyByTheLastName(String text, String name) {
    assertThat(((DataPath.Inside) DataPath.parse(text)).lastName()).hasToString(name);
  }

  @Test
  void spellsAVersionWhereAFileLooksLikeOne() {
    DataPath path =
        new DataPath.InDataset(
            Optional.empty(), RAW, new DatasetVersion.Unsaid(), EntryPath.of("@v1"));
    assertThat(path).hasToString("/datasets/raw/@latest/@v1");
  }

  @Test
  void parsesWhatItPrintsWhateverTheNames() {
    Randomly.times(
        2_000,
        random -> {
          DataPath.Inside path = (DataPath.Inside) DataPath.parse(anyPath(random));
          DataPath.Inside inside = path.at(path.below().resolve(anyName(random)));
          assertThat(DataPath.parse(inside.toString())).isEqualTo(inside);
        });
  }

  private static String anyPath(RandomGenerator random) {
    String project = random.nextBoolean() ? "/projects/p-1" : "";
    return switch (random.nextInt(3)) {
      case 0 -> project + "/jobs/job_" + random.nextInt(100);
      case 1 -> "/projects/p/jobs/" + anyName(random).replace("@", "") + "@latest";
      default ->
          (project.isEmpty() ? "/datasets" : project + "/data")
              + "/x/"
              + (random.nextBoolean() ? "@latest" : "@v" + (1 + random.nextInt(9)))
              + "/"
              + anyName(random);
    };
  }

  private static String anyName(RandomGenerator random) {
    StringBuilder name = new StringBuilder("n");
    for (int i = random.nextInt(8); i > 0; i--) {
      name.appendCodePoint(ODD.codePointAt(ODD.offsetByCodePoints(0, random.nextInt(12))));
    }
    return name.toString();
  }
}
