package c3.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The environments that a person can name in Foundations: files `<name>.config.yaml`, those of the
/// project first, then those for every project of theirs.
public final class FoundationsEnvironments {
  /// The folder of a project that holds its environments.
  public static final String FOLDER = "config";

  private static final String SUFFIX = ".config.yaml";
  private static final int LISTED_MAX = 1_000;

  private final Path project;
  private final Path global;

  /// @param project the folder of the project
  /// @param global the folder with the environments for every project
  public FoundationsEnvironments(Path project, Path global) {
    this.project = project;
    this.global = global;
  }

  /// An environment that there is.
  ///
  /// @param file where it is written down
  /// @param shown the file as a person knows it
  public record Named(String name, Path file, String shown) {}

  /// The environment of exactly this name.
  public Optional<Named> find(String name) {
    return folders().stream()
        .filter(folder -> !name.isEmpty() && name.indexOf('/') < 0)
        .map(folder -> folder.environment(name))
        .filter(found -> Files.isRegularFile(found.file()))
        .findFirst();
  }

  /// Every environment, by name; one that another of the same name hides is left out.
  public List<Named> all() throws IOException {
    Map<String, Named> all = new LinkedHashMap<>();
    for (Folder folder : folders()) {
      for (String name : names(folder.path())) {
        all.putIfAbsent(name, folder.environment(name));
      }
    }
    return List.copyOf(all.values());
  }

  private List<Folder> folders() {
    return List.of(
        new Folder(project.resolve(FOLDER), FOLDER), new Folder(global, global.toString()));
  }

  private static List<String> names(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .limit(LISTED_MAX)
          .filter(Files::isRegularFile)
          .map(file -> String.valueOf(file.getFileName()))
          .filter(file -> file.endsWith(SUFFIX) && file.length() > SUFFIX.length())
          .map(file -> file.substring(0, file.length() - SUFFIX.length()))
          .sorted()
          .forEach(names::add);
    }
    return names;
  }

  /// A folder with environments.
  ///
  /// @param shown the folder as a person knows it
  private record Folder(Path path, String shown) {
    Named environment(String name) {
      return new Named(name, path.resolve(name + SUFFIX), shown + "/" + name + SUFFIX);
    }
  }
}
