package c3.project;

import c3.model.C3Exception;
import c3.model.EntryPath;
import c3.model.Nearest;
import c3.project.yaml.Yaml.Scalar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Looks for the file that a job runs: a file of the project, by itself or by way of a link.
final class ScriptFile {
  private static final int NAMES_MAX = 1_000;
  private static final int DEPTH_MAX = 4;

  private final Path root;
  private final String called;
  private final String suffix;
  private final String before;

  /// @param called what such a file is called, to be named in errors
  /// @param suffix what the name of one usually ends with
  /// @param before what stands before the file's name where a person writes it
  ScriptFile(Path root, String called, String suffix, String before) {
    this.root = root;
    this.called = called;
    this.suffix = suffix;
    this.before = before;
  }

  /// Where the file lies below the project's folder. Throws `C3Exception` when it is none.
  EntryPath named(Scalar written) throws IOException {
    EntryPath script = WrittenPath.inside(called, written);
    Path file = root.resolve(script.toString());
    Path real;
    try {
      real = file.toRealPath();
    } catch (AccessDeniedException e) {
      throw written.spot().wrong("`%s` may not be read".formatted(written.text()));
    } catch (FileSystemException e) {
      throw missing(written, file);
    }
    if (!real.startsWith(root)) {
      throw written
          .spot()
          .wrong("`%s` is a link that leads out of the project".formatted(written.text()));
    }
    if (Files.isDirectory(real)) {
      throw written
          .spot()
          .wrong("`%s` must be a file; `%s` is a folder".formatted(called, written.text()));
    }
    if (!Files.isRegularFile(real)) {
      throw written
          .spot()
          .wrong("`%s` must be a file; `%s` is none".formatted(called, written.text()));
    }
    return script;
  }

  /// How a program is given the file: a name that it would take for an option is written as a path.
  static String argument(EntryPath file) {
    String text = file.toString();
    return text.startsWith("-") ? "./" + text : text;
  }

  private C3Exception missing(Scalar written, Path file) {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return written.spot().wrong("`%s` is a link to nothing".formatted(written.text()));
    }
    String what = "`" + written.text() + "` does not exist";
    Optional<Path> nearest = nearest(file);
    return nearest.isEmpty()
        ? written.spot().wrong(what)
        : written.spot().wrong(what, before + root.relativize(nearest.get()));
  }

  /// The file of that folder with the most similar name, else one of the same name elsewhere, else
  /// the folder's only script.
  private Optional<Path> nearest(Path file) {
    Path folder = file.resolveSibling(".").normalize();
    if (!Files.isDirectory(folder)) {
      return elsewhere(file);
    }
    List<String> names;
    try (Stream<Path> files = Files.list(folder)) {
      names =
          files
              .limit(NAMES_MAX)
              .filter(Files::isRegularFile)
              .map(f -> String.valueOf(f.getFileName()))
              .filter(name -> !name.equals(ProjectFile.NAME))
              .toList();
    } catch (IOException e) {
      // Nothing to propose; what is wrong is said without it.
      return Optional.empty();
    }
    List<String> scripts = names.stream().filter(name -> name.endsWith(suffix)).toList();
    return Nearest.to(String.valueOf(file.getFileName()), names)
        .map(folder::resolve)
        .or(() -> elsewhere(file))
        .or(() ->
            scripts.size() == 1
                ? Optional.of(folder.resolve(scripts.getFirst()))
                : Optional.empty());
  }

  /// A file of the same name in another folder of the project, among the first that are found.
  private Optional<Path> elsewhere(Path file) {
    try (Stream<Path> found = Files.walk(root, DEPTH_MAX)) {
      return found
          .limit(NAMES_MAX)
          .filter(other -> other.endsWith(file.getFileName()) && Files.isRegularFile(other))
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      // As above.
      return Optional.empty();
    }
  }
}
