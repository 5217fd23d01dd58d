package c3.project;

import c3.model.C3Exception;
import c3.model.EntryPath;
import c3.model.Nearest;
import c3.project.yaml.Fields;
import c3.project.yaml.Yaml.Scalar;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads `script`: a file of the project, by itself or by way of a link.
final class ScriptReader {
  private static final int NAMES_MAX = 1_000;

  private final Path root;

  ScriptReader(Path root) {
    this.root = root;
  }

  EntryPath read(Fields fields) throws IOException {
    Scalar written = fields.requiredText("script", "run.sh");
    EntryPath script = WrittenPath.inside("script", written);
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
          .wrong("`script` must be a file; `%s` is a folder".formatted(written.text()));
    }
    if (!Files.isRegularFile(real)) {
      throw written.spot().wrong("`script` must be a file; `%s` is none".formatted(written.text()));
    }
    return script;
  }

  private C3Exception missing(Scalar written, Path file) {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return written.spot().wrong("`%s` is a link to nothing".formatted(written.text()));
    }
    String what = "`" + written.text() + "` does not exist";
    Optional<Path> nearest = nearest(file);
    return nearest.isEmpty()
        ? written.spot().wrong(what)
        : written.spot().wrong(what, "script: " + root.relativize(nearest.get()));
  }

  /// The file of that folder with the most similar name, else its only script.
  private static Optional<Path> nearest(Path file) {
    Path folder = file.resolveSibling(".").normalize();
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
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
    List<String> scripts = names.stream().filter(name -> name.endsWith(".sh")).toList();
    return Nearest.to(String.valueOf(file.getFileName()), names)
        .or(() -> scripts.size() == 1 ? Optional.of(scripts.getFirst()) : Optional.empty())
        .map(folder::resolve);
  }
}
