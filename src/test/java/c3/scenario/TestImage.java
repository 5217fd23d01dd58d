package c3.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/// An image made of this machine's busybox and bash, in the storage of podman that the environment
/// names. It says that it wants another user and another program: jobs get neither.
final class TestImage {
  /// Where podman's configuration and its images lie, on a machine that says so.
  private static final List<String> PLACES =
      List.of("CONTAINERS_CONF", "CONTAINERS_STORAGE_CONF", "XDG_RUNTIME_DIR");

  private static final String MAKE =
      """
      set -e -o pipefail
      root=$1
      mkdir -p "$root"/{bin,tmp,etc,proc,sys,dev,root}
      cp "$(command -v busybox)" "$root/bin/busybox"
      for name in $(busybox --list); do
        [ -e "$root/bin/$name" ] || ln -s busybox "$root/bin/$name"
      done
      for file in /bin/bash $({ ldd "$root/bin/busybox"; ldd /bin/bash; } | grep -o '/[^ )]*'); do
        mkdir -p "$root${file%/*}"
        cp -L "$file" "$root$file"
      done
      printf 'root:x:0:0::/root:/bin/sh\\n' >"$root/etc/passwd"
      echo image >"$root/etc/flavour"
      tar -C "$root" -c . | podman import --quiet --change 'USER 1234' \\
        --change 'ENTRYPOINT ["/bin/false"]' --change 'ENV FLAVOUR=image' - "$2"
      """;

  private final String name = "localhost/c3-test:" + UUID.randomUUID();
  private final Path folder;

  /// Makes it; skips the test on a machine without podman, and on one whose podman runs nothing
  /// although nobody has configured it for these tests.
  TestImage(Path folder) throws Exception {
    this.folder = folder;
    assumeTrue(isOnPath("podman"), "this machine has no podman");
    assumeTrue(isOnPath("busybox"), "this machine has no busybox");
    works(program("bash").run("-c", MAKE, "make", folder.resolve("image").toString(), name));
    works(program("podman").run("run", "--rm", "--network=host", "--entrypoint=true", name));
  }

  private void works(Ended ended) throws Exception {
    if (ended.exitCode() != 0) {
      remove();
      assumeTrue(System.getenv("CONTAINERS_CONF") != null, "podman does not work here: " + ended);
      throw new AssertionError(ended.toString());
    }
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
  }

  String name() {
    return name;
  }

  /// A program that reaches the same images.
  Program reaching(Program program) {
    Program reaching = program;
    for (String place : PLACES) {
      String value = System.getenv(place);
      reaching = value == null ? reaching : reaching.with(place, value);
    }
    return reaching;
  }

  private Program program(String file) {
    String home = System.getProperty("user.home", "/");
    return reaching(
        new Program(
            List.of(file),
            folder,
            Map.of("HOME", home, "PATH", System.getenv().getOrDefault("PATH", ""))));
  }

  /// The containers of a job that are there, running or not.
  List<String> containers(String job) throws Exception {
    Ended listed = program("podman").run("ps", "--all", "--format", "{{.Names}}");
    assertThat(listed.exitCode()).as(listed.toString()).isZero();
    return listed.out().lines().filter(line -> line.contains(job)).toList();
  }

  void remove() throws Exception {
    program("podman").run("rmi", "--force", name);
  }
}
