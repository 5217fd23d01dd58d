package c3.agent.script;

import c3.model.C3Exception;
import c3.model.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the machine's own programs by absolute path, so that a job's `PATH` decides nothing about
/// how the job is started.
///
/// @param folders where to look, first match wins
public record Tools(List<Path> folders) {
  /// Where programs lie although they may be missing from an ordinary user's `PATH`.
  private static final List<Path> USUAL =
      Stream.of("/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin").map(Path::of).toList();

  public Tools {
    folders = List.copyOf(folders);
  }

  /// Looks in the folders of a `PATH` and then in the usual ones. Relative folders are left out.
  public static Tools on(String searchPath) {
    return new Tools(
        Stream.concat(onlyOn(searchPath).folders().stream(), USUAL.stream()).distinct().toList());
  }

  /// Looks in the folders of a `PATH` and nowhere else. Relative folders are left out.
  public static Tools onlyOn(String searchPath) {
    return new Tools(
        Stream.of(searchPath.split(":", -1)).map(Path::of).filter(Path::isAbsolute).toList());
  }

  /// The program of this name, if the machine has it.
  public Optional<Path> find(String name) {
    return folders.stream()
        .map(folder -> folder.resolve(name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /// The program of this name; throws when the machine lacks it.
  public Path require(String name) throws C3Exception {
    return find(name)
        .orElseThrow(() ->
            new C3Exception(
                ErrorCode.UNAVAILABLE,
                "this machine has no `" + name + "`, which c3 needs to run a job",
                Optional.of("install bash, coreutils and util-linux")));
  }
}
