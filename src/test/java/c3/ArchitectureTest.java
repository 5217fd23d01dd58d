package c3;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Holds the code to the map in ARCHITECTURE.md: which room may use which, and what only one may
/// do.
class ArchitectureTest {
  private static final List<String> EVERY_ROOM =
      List.of(
          "model",
          "json",
          "posix",
          "log",
          "project",
          "collect",
          "object",
          "catalog",
          "store",
          "transfer",
          "view",
          "wire",
          "agent",
          "server");

  /// Each room and the rooms it may use.
  private static final Map<String, List<String>> ROOMS =
      Map.ofEntries(
          Map.entry("model", List.of()),
          Map.entry("json", List.of()),
          Map.entry("posix", List.of()),
          Map.entry("log", List.of("model")),
          Map.entry("project", List.of("model")),
          Map.entry("collect", List.of("model", "posix")),
          Map.entry("object", List.of("model")),
          Map.entry("catalog", List.of("model")),
          Map.entry("store", List.of("model", "json", "posix", "object", "catalog")),
          Map.entry("view", List.of("model", "store")),
          Map.entry("transfer", List.of("model", "posix", "store", "collect", "view")),
          Map.entry("wire", List.of("model", "json", "posix", "store")),
          Map.entry(
              "agent",
              List.of(
                  "model", "json", "posix", "log", "collect", "transfer", "view", "store", "wire")),
          Map.entry(
              "server",
              List.of(
                  "model", "json", "posix", "log", "project", "object", "store", "catalog", "view",
                  "wire")),
          Map.entry("cli", EVERY_ROOM));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("c3");

  @TestFactory
  Stream<DynamicTest> roomsUseOnlyTheRoomsTheyMay() {
    return ROOMS.keySet().stream().map(room -> dynamicTest(room, () -> check(room)));
  }

  private static void check(String room) {
    String[] forbidden =
        ROOMS.keySet().stream()
            .filter(other -> !other.equals(room) && !allowed(room).contains(other))
            .map(other -> "c3." + other + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage("c3." + room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden)
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  private static List<String> allowed(String room) {
    return ROOMS.getOrDefault(room, List.of());
  }

  @Test
  void roomsAreFreeOfCycles() {
    slices().matching("c3.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void everyFolderIsADeclaredRoom() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("src/main/java/c3"))) {
      assertThat(folders.filter(Files::isDirectory).map(f -> f.getFileName().toString()))
          .isSubsetOf(ROOMS.keySet());
    }
  }

  @Test
  void everyRoomIsNullMarked() {
    assertThat(CLASSES.stream().map(JavaClass::getPackage).distinct())
        .allMatch(room -> room.isAnnotatedWith(NullMarked.class), "null-marked")
        .extracting(JavaPackage::getName)
        .isNotEmpty();
  }

  @Test
  void onlyTheCatalogSpeaksSql() {
    onlyIn("c3.catalog..", "java.sql..", "javax.sql..", "org.jdbi..", "com.zaxxer..");
  }

  @Test
  void onlyTheJsonRoomKnowsTheJsonLibrary() {
    onlyIn("c3.json..", "tools.jackson..");
  }

  @Test
  void onlyThePosixRoomCallsForeignFunctions() {
    onlyIn("c3.posix..", "java.lang.foreign..");
  }

  @Test
  void onlyTheProjectRoomKnowsYaml() {
    onlyIn("c3.project..", "org.snakeyaml..");
  }

  @Test
  void onlyTheServerKnowsJetty() {
    onlyIn("c3.server..", "org.eclipse.jetty..");
  }

  private static void onlyIn(String room, String... packages) {
    noClasses()
        .that()
        .resideOutsideOfPackage(room)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages)
        .check(CLASSES);
  }

  @Test
  void onlyTheCommandLinePrints() {
    GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(outsideCli());
  }

  @Test
  void timeIsHandedIn() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(outsideCli());
  }

  @Test
  void filesArePathsEverywhere() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(java.io.File.class)
        .check(outsideCli());
  }

  private static JavaClasses outsideCli() {
    return CLASSES.that(
        DescribedPredicate.describe("outside cli", c -> !c.getPackageName().startsWith("c3.cli")));
  }
}
