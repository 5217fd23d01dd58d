package c3.agent;

import c3.model.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The name of a Python environment that jobs share: a digest of all that decides what is in it.
final class EnvironmentKey {
  private static final int FILE_BYTES_MAX = 64 << 20;
  private static final String LOCK = "uv.lock";
  private static final List<String> NEEDED = List.of(LOCK, "pyproject.toml");
  private static final List<String> IF_THERE = List.of(".python-version", "uv.toml");

  /// A package in the lock whose files are those of a folder or file of the project.
  private static final Pattern OWN_SOURCE =
      Pattern.compile("source = \\{ (editable|directory|path) = ");

  /// A file of a package without a digest, such as one of a folder that serves as an index: the
  /// lock does not tell what is in it.
  private static final Pattern UNPINNED_FILE =
      Pattern.compile("(?<!source = )\\{ (url|path|filename) = (?![^}]* hash = )");

  /// Variables that uv, Python, the shell or a compiler goes by. The others are the script's alone.
  private static final Pattern DECISIVE =
      Pattern.compile("(UV|PIP|LD|BASH|CUDA)_.*|PYTHON.*|.*FLAGS|PATH|HOME|CC|CXX");

  private final MessageDigest hasher = Digest.hasher();

  private EnvironmentKey() {}

  /// Looks for the interpreter that an environment would be made with.
  interface Search {
    Optional<Path> interpreter() throws IOException;
  }

  /// The key of a project's environment; absent when it cannot be shared.
  ///
  /// @param variables the job's own
  /// @param search asked only if it can
  static Optional<String> of(Path project, Map<String, String> variables, Search search)
      throws IOException {
    EnvironmentKey key = new EnvironmentKey();
    if (!key.addFiles(project)) {
      return Optional.empty();
    }
    new TreeMap<>(variables)
        .forEach((name, value) -> {
          if (DECISIVE.matcher(name).matches()) {
            key.add(name + "=" + value);
          }
        });
    Optional<Path> interpreter = search.interpreter();
    key.add(interpreter.isPresent() ? identity(interpreter.get()) : "");
    return Optional.of(Digest.ofBytes(key.hasher.digest()).hex());
  }

  private boolean addFiles(Path project) throws IOException {
    for (String name : NEEDED) {
      if (!addFile(project.resolve(name))) {
        return false;
      }
    }
    for (String name : IF_THERE) {
      Path file = project.resolve(name);
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        add("");
      } else if (!addFile(file)) {
        return false;
      }
    }
    return true;
  }

  private boolean addFile(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        || Files.size(file) > FILE_BYTES_MAX) {
      return false;
    }
    byte[] bytes = Files.readAllBytes(file);
    hasher.update(Digest.of(bytes).bytes());
    return !file.endsWith(LOCK) || isPinned(new String(bytes, StandardCharsets.UTF_8));
  }

  private static boolean isPinned(String lock) {
    return !OWN_SOURCE.matcher(lock).find() && !UNPINNED_FILE.matcher(lock).find();
  }

  /// Changes when another Python is put in its place.
  private static String identity(Path interpreter) throws IOException {
    Path file = interpreter.toRealPath();
    return file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis();
  }

  private void add(String text) {
    hasher.update(Digest.of(text.getBytes(StandardCharsets.UTF_8)).bytes());
  }
}
