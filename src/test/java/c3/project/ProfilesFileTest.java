package c3.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.model.C3Exception;
import c3.model.JobBounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfilesFileTest {
  @TempDir Path folder;

  private Map<String, JobBounds> read(String text) throws IOException {
    Path file = folder.resolve(ProfilesFile.NAME);
    Files.writeString(file, text);
    return new ProfilesFile(file).read();
  }

  @Test
  void readsWhatEachProfileIsBoundedTo() throws IOException {
    Map<String, JobBounds> profiles =
        read("small:\n  cpus: 0.5\n  memory: 2GB\none-gpu: {gpus: 1, memory: 512MiB}\n");

    assertThat(profiles)
        .containsExactly(
            Map.entry(
                "small",
                new JobBounds(
                    OptionalInt.of(500), OptionalLong.of(2_000_000_000), OptionalInt.empty())),
            Map.entry(
                "one-gpu",
                new JobBounds(
                    OptionalInt.empty(), OptionalLong.of(512L << 20), OptionalInt.of(1))));
  }

  @Test
  void hasNoProfilesWithoutAFileOrWithAnEmptyOne() throws IOException {
    assertThat(new ProfilesFile(folder.resolve("none")).read()).isEmpty();
    assertThat(read("# later\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          small: {cpu: 1}         | unknown field `cpu` in `small`
          small: 2GB              | each of `small` must be fields
          small: {memory: lots}   | `small.memory` must be a size
          small: {memory: 1kB}    | `small.memory` must be a size of at least 16 MB
          small: {memory: [1]}    | `small.memory` must not be a list
          small: {cpus: 0}        | `small.cpus` must be a number
          small: {cpus: 1e3}      | `small.cpus` must be a number
          small: {gpus: many}     | `small.gpus` must be a whole number
          Big Box: {}             | a profile's name
          [small]                 | the file must hold profiles
          """)
  void namesTheLineOfWhatMakesNoSense(String text, String complaint) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(C3Exception.class)
        .hasMessageContaining(complaint)
        .hasMessageContaining("(profiles.yaml, line 1)");
  }
}
