package c3.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/// A clone with this project's launcher and next to nothing else: the jar it builds is a copy of
/// one source file, and Maven and the JDK are shell scripts that say how they were called. A build
/// takes milliseconds, and every word that reaches the JVM can be read.
record StandInClone(Path scratch) {
  /// Lays it out below an empty folder.
  static StandInClone in(Path scratch) throws IOException {
    var clone = new StandInClone(scratch);
    Path project = Path.of("").toAbsolutePath();
    Files.createDirectories(clone.root().resolve("src/main"));
    Files.createDirectories(clone.root().resolve(".mvn"));
    Files.createDirectories(clone.home());
    Files.writeString(clone.root().resolve("pom.xml"), "");
    for (String file : List.of("c3", "launch/jdk.sh", "launch/build.sh")) {
      Path copy = clone.root().resolve(file);
      Files.createDirectories(copy.getParent());
      Files.copy(project.resolve(file), copy, StandardCopyOption.COPY_ATTRIBUTES);
    }
    Files.createSymbolicLink(clone.root().resolve("foundations"), Path.of("c3"));
    clone.edit("first");
    clone.putMaven();
    clone.putJdk("jdk-25", "25.0.3", "25.0.3+9-LTS");
    return clone;
  }

  /// The clone. Its name has a blank, as folders do.
  Path root() {
    return scratch.resolve("a clone");
  }

  Path home() {
    return scratch.resolve("home");
  }

  Path dist() {
    return root().resolve("target/dist");
  }

  Path jdk(String name) {
    return scratch.resolve("jdks").resolve(name);
  }

  /// The launcher, for a person whose JAVA_HOME is right.
  Program c3() {
    return c3("c3");
  }

  Program c3(String name) {
    return Program.of(root().resolve(name), home())
        .with("PATH", scratch.resolve("bin") + ":/usr/bin:/bin")
        .with("JAVA_HOME", jdk("jdk-25").toString());
  }

  /// Changes the source that becomes the jar.
  void edit(String source) throws IOException {
    Files.writeString(root().resolve("src/main/source"), source);
  }

  /// The folder's name of the build that a source becomes.
  String buildOf(String source) throws Exception {
    byte[] digest =
        java.security.MessageDigest.getInstance("SHA-256").digest(source.getBytes(UTF_8));
    return java.util.HexFormat.of().formatHex(digest).substring(0, 12);
  }

  /// How often Maven was called.
  long mavenRuns() throws IOException {
    Path calls = scratch.resolve("maven-calls");
    return Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
  }

  private void putMaven() throws IOException {
    script(
        scratch.resolve("bin/mvn"),
        """
        echo "$JAVA_HOME $*" >>'%1$s/maven-calls'
        if [ -e '%1$s/maven-fails' ]; then cat '%1$s/maven-fails'; exit 1; fi
        cd '%2$s' || exit 1
        mkdir -p target/launcher
        cp src/main/source target/launcher/c3.jar
        """
            .formatted(scratch, root()));
  }

  /// A JDK whose `java` prints the words it was given, its environment, and what files it holds
  /// open; asked for a start-up cache it makes one, unless the file `untrainable` lies in its
  /// folder. While there is a file `endless`, a server that trains stays, and leaves its process id
  /// there.
  void putJdk(String name, String version, String runtime) throws IOException {
    Path jdk = jdk(name);
    script(jdk.resolve("bin/javac"), "");
    script(
        jdk.resolve("bin/jar"),
        """
        shift 2
        for folder; do mkdir -p "$folder"; done
        : >"$1/libsqlitejdbc.so"
        : >"$2/libzstd-jni-1.so"
        """);
    script(
        jdk.resolve("bin/java"),
        """
        for word; do
          case $word in
            -XX:AOTCacheOutput=*)
              [ -e '%1$s/untrainable' ] && exit 1
              case $word in */server.aot)
                [ -e '%1$s/endless' ] && echo $$ >'%1$s/endless' && exec sleep 300 ;;
              esac
              echo cache >"${word#*=}"
              exit
              ;;
          esac
        done
        for word; do printf 'word %%s\\n' "$word"; done
        env | sed 's/^/env /'
        for file in /proc/$$/fd/*; do printf 'open %%s\\n' "$(readlink "$file")"; done
        """
            .formatted(jdk));
    Files.writeString(
        jdk.resolve("release"),
        "IMPLEMENTOR=\"Stand-in\"\nJAVA_RUNTIME_VERSION=\"%s\"\nJAVA_VERSION=\"%s\"\n"
            .formatted(runtime, version));
  }

  /// A folder that stands for a PATH with these tools on it and no other.
  Path onlyTools(String... names) throws IOException {
    for (String name : names) {
      script(scratch.resolve("tools").resolve(name), "exec /usr/bin/" + name + " \"$@\"");
    }
    return scratch.resolve("tools");
  }

  private static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /// The names in `target/dist` that are builds.
  List<String> builds() throws IOException {
    try (Stream<Path> found = Files.list(dist())) {
      return found
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }
}
