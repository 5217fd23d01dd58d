package c3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// docs/seeds.md names only tests that there are and that run the real program, and a test or `not
/// yet` for each line.
class SeedsDocumentTest {
  private static final Path DOCUMENT = Path.of("docs/seeds.md");
  private static final Path TESTS = Path.of("src/test/java");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (?!the page says).* \\| (.*) \\|$");
  private static final Pattern NAMED = Pattern.compile("`(\\w+ScenarioTest)\\.(\\w+)`");

  private static List<String> holders() throws IOException {
    return ROW.matcher(Files.readString(DOCUMENT)).results().map(row -> row.group(1)).toList();
  }

  @Test
  void namesATestForEachLineOrSaysThatThereIsNone() throws IOException {
    assertThat(holders())
        .hasSizeGreaterThan(20)
        .allSatisfy(holder -> assertThat(holder).matches("not yet|" + NAMED.pattern()));
  }

  @Test
  void namesTestsThatThereAre() throws IOException {
    List<MatchResult> named =
        holders().stream().flatMap(holder -> NAMED.matcher(holder).results()).toList();
    assertThat(named).isNotEmpty();
    for (MatchResult test : named) {
      assertThat(source(test.group(1))).as(test.group()).contains("void " + test.group(2) + "(");
    }
  }

  private static String source(String className) throws IOException {
    try (Stream<Path> files = Files.walk(TESTS)) {
      Path found =
          files
              .filter(file -> file.endsWith(className + ".java"))
              .findFirst()
              .orElseThrow(() -> new AssertionError("there is no test class " + className));
      return Files.readString(found);
    }
  }
}
