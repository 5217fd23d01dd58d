package c3.agent.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/// A container engine that runs what it is asked to on the machine itself, with the variables that
/// a container would have, and writes down what it was asked.
public final class FakeEngine {
  private static final String PROGRAM =
      """
      #!/bin/bash
      PATH=/usr/bin:/bin
      here=$(dirname "$0")
      case $1 in
        image)
          grep -qxF -e "${@: -1}" "$here/images" 2>/dev/null || {
            printf '[]\\nError: image not known\\n' >&2
            exit 125
          }
          ;;
        pull)
          echo "Trying to pull $2"
          grep -qxF -e "$2" "$here/registry" 2>/dev/null || {
            printf 'Error: no such host\\n\\n' >&2
            exit 125
          }
          echo "$2" >>"$here/images"
          ;;
        run)
          printf '%s\\0' "$@" >"$here/asked"
          variables=()
          while [ "$1" != --entrypoint ]; do
            case $1 in
              --workdir) cd "$2" || exit 126 ;;
              --env) variables+=("$2=${!2}") ;;
            esac
            shift
          done
          # As some do, it takes a SIGTERM for the end, whatever the container does.
          trap 'exit 0' TERM
          setsid env -i PATH=/usr/bin:/bin "${variables[@]}" "$2" "${@:4}" &
          wait $!
          exit
          ;;
        rm) echo "${@: -1}" >>"$here/removed" ;;
        *) exit 125 ;;
      esac
      """;

  private final Path folder;

  /// Puts a program of this name into a folder, which then is a `PATH` with nothing else.
  public FakeEngine(Path folder, String name) throws IOException {
    this.folder = Files.createDirectories(folder);
    Path program = folder.resolve(name);
    Files.writeString(program, PROGRAM);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /// An environment in which it is found.
  public Map<String, String> environment() {
    return Map.of("PATH", folder.toString());
  }

  /// It has this image.
  public void has(String image) throws IOException {
    Files.writeString(folder.resolve("images"), image + "\n");
  }

  /// It can pull this image.
  public void canPull(String image) throws IOException {
    Files.writeString(folder.resolve("registry"), image + "\n");
  }

  /// The arguments of the last container that it was to run.
  List<String> asked() throws IOException {
    String text = Files.readString(folder.resolve("asked"), StandardCharsets.UTF_8);
    return List.of(text.split("\0"));
  }

  /// The containers that it was to remove.
  public List<String> removed() throws IOException {
    Path file = folder.resolve("removed");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }
}
