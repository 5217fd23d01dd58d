package c3.collect.ignore;

import static org.assertj.core.api.Assertions.assertThat;

import c3.Randomly;
import c3.collect.Collector.Root;
import c3.collect.FileCollector;
import c3.collect.Found;
import c3.collect.ignore.WorkspaceFilter.AlwaysSent;
import c3.model.EntryPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random trees with random `.gitignore` files: git itself says what is left out.
class GitAgreementTest {
  private static final String[] NAMES = {
    "a", "b", "ab", "abc", "a.txt", "b.txt", "build", "x y", "x ", "[a]", "#c", "!d", "\\e", "*",
    "-", "A", "0", "ü"
  };
  private static final String[] PIECES = {
    "a",
    "b",
    "ab",
    "abc",
    "*",
    "**",
    "?",
    "[ab]",
    "[!a]",
    "[a-c]",
    "[^b]",
    "[]a]",
    "[[:alpha:]]",
    "[[:foo:]]",
    "[a",
    "/",
    "/",
    "/",
    ".txt",
    "*.txt",
    "build",
    "\\",
    "\\*",
    "\\#",
    "\\!",
    " ",
    "x y",
    "#",
    "!",
    "-",
    "[a/b]",
    "[[:digit:]-]",
    "***",
    "\\/",
    "[b-]",
    "[!]]",
    "A",
    "ü",
    "\t"
  };

  @TempDir Path folder;

  @Test
  void leavesOutWhatGitLeavesOut() {
    Randomly.times(12, this::checkTree);
  }

  private void checkTree(RandomGenerator random) throws Exception {
    Path tree = Files.createTempDirectory(folder, "tree");
    git(tree, "init", "-q");
    for (int i = 0; i < 120; i++) {
      create(tree, random);
    }
    List<String> ignoreFiles = new ArrayList<>();
    try (var folders = Files.walk(tree)) {
      for (Path place : folders.filter(Files::isDirectory).toList()) {
        boolean inside = place.startsWith(tree.resolve(".git"));
        if (!inside && (place.equals(tree) || random.nextInt(4) == 0)) {
          String text = anyIgnoreFile(random);
          ignoreFiles.add(tree.relativize(place) + ": " + text.replace("\n", "|"));
          Files.writeString(place.resolve(".gitignore"), text);
        }
      }
    }
    Set<String> expected =
        new TreeSet<>(git(tree, "ls-files", "-o", "-z", "--exclude-per-directory=.gitignore"));
    assertThat(kept(tree)).as(ignoreFiles.toString()).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static Set<String> kept(Path tree) throws IOException {
    Set<String> kept = new TreeSet<>();
    WorkspaceFilter filter =
        new WorkspaceFilter(tree, List.of(), new AlwaysSent(List.of(), List.of()), true);
    new FileCollector()
        .walk(
            List.of(new Root(tree, EntryPath.ROOT, filter)),
            found -> {
              if (!(found instanceof Found.EmptyDirectory)) {
                kept.add(found.path().toString());
              }
            });
    return kept;
  }

  private static void create(Path tree, RandomGenerator random) throws IOException {
    Path place = tree;
    for (int depth = random.nextInt(4); depth >= 0; depth--) {
      place = place.resolve(NAMES[random.nextInt(NAMES.length)]);
    }
    try {
      Files.createDirectories(place.resolveSibling("x").getParent());
      if (random.nextInt(10) == 0) {
        Files.createSymbolicLink(place, Path.of("."));
      } else {
        Files.createFile(place);
      }
    } catch (FileAlreadyExistsException e) {
      // Another has the name.
    } catch (FileSystemException e) {
      assertThat(e).hasMessageContaining("Not a directory");
    }
  }

  private static String anyIgnoreFile(RandomGenerator random) {
    StringBuilder text = new StringBuilder(random.nextInt(10) == 0 ? "\uFEFF" : "");
    for (int lines = random.nextInt(5); lines >= 0; lines--) {
      text.append(random.nextInt(4) == 0 ? "!" : "");
      for (int pieces = random.nextInt(5); pieces >= 0; pieces--) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      text.append(random.nextInt(8) == 0 ? "\r\n" : lines == 0 && random.nextBoolean() ? "" : "\n");
    }
    return text.toString();
  }

  /// Runs git without any settings of whoever runs the test; answers what stands between NULs.
  private List<String> git(Path place, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(place.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("XDG_CONFIG_HOME", folder.toString());
    Process git = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (InputStream out = git.getInputStream()) {
      String answer = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(git.waitFor()).isZero();
      return answer.isEmpty() ? List.of() : List.of(answer.split("\0"));
    }
  }
}
