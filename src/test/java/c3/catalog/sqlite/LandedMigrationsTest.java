package c3.catalog.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import c3.model.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A migration that was released is made on disks already: it is never edited, and what changes
/// gets the next number, with a line here.
class LandedMigrationsTest {
  private static final Path FOLDER = Path.of("src/main/resources/c3/catalog/sqlite");
  private static final List<String> LANDED =
      List.of(
          "0001.sql 7defa836b5172ba4e2097ffe178badd092f92be5a9e3e9943e9d7b46e41f43c0",
          "0002.sql e348d3d371a15d9b5e56f336739909d3e16abeefc03771fd27cc12f50b1d6d16",
          "0003.sql 50e1d12601e1b7af9318344fa697e91d9aa5a8696b4099e1774f5835952d388c",
          "0004.sql db00ed535b902533678f56f2cca502c1c1b86f07f9eec0f67f2f379589e7effc",
          "0005.sql 1c872cd14d80e9b46d04233453553d3da9bcad3d319e14c1d88f28953796cc1a");

  @Test
  void areNeverEdited() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<Path> sorted = files.sorted(Comparator.naturalOrder()).toList();
      List<String> found = new ArrayList<>();
      for (Path file : sorted) {
        found.add(file.getFileName() + " " + Digest.of(Files.readAllBytes(file)).hex());
      }
      assertThat(found).isEqualTo(LANDED);
    }
  }
}
