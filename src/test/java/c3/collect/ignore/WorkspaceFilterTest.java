package c3.collect.ignore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.collect.Collector.Root;
import c3.collect.FileCollector;
import c3.collect.Found;
import c3.collect.ignore.WorkspaceFilter.AlwaysSent;
import c3.model.C3Exception;
import c3.model.EntryPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceFilterTest {
  private static final String JOB = "job_1795351023411_x6wm3l";
  private static final AlwaysSent NOTHING = new AlwaysSent(List.of(), List.of());

  @TempDir Path folder;

  @Test
  void sendsWhatNobodyIgnores() throws IOException {
    make(".c3", "a", "b/c", ".hidden", "empty/");
    assertThat(sent()).containsExactly(".c3", ".hidden", "a", "b/c", "empty/");
  }

  @Test
  void neverSendsWhatPullWrote() throws IOException {
    make(
        JOB + "/artifacts/x",
        "deep/" + JOB + "/x",
        "." + JOB + ".part/x",
        "deep/er/." + JOB + ".part/x",
        // Only folders of exactly that name.
        JOB + "x/y",
        "job_1/y",
        ".part/y",
        "deep/f/" + JOB.substring(1) + "/y");
    write(".c3ignore", "!" + JOB, "!." + JOB + ".part");
    assertThat(sent())
        .containsExactly(
            ".c3ignore",
            ".part/y",
            "deep/er/",
            "deep/f/" + JOB.substring(1) + "/y",
            "job_1/y",
            JOB + "x/y");
  }

  @Test
  void sendsAFileNamedLikeAJob() throws IOException {
    make(JOB);
    assertThat(sent()).containsExactly(JOB);
  }

  @Test
  void neverSendsGitsOwnFolder() throws IOException {
    make(".git/HEAD", "sub/.git", "a.py");
    write(".gitignore", "*", "!*/", "!*.py", "!.git");
    assertThat(sent()).containsExactly("a.py", "sub/");
  }

  @Test
  void sendsGitsOwnFolderWhenAskedInSoManyWords() throws IOException {
    make(".git/HEAD", "sub/.git", "a");
    write(".c3ignore", "!*");
    assertThat(sent()).containsExactly(".c3ignore", "a", "sub/");
    write(".c3ignore", "!/.git");
    assertThat(sent()).containsExactly(".c3ignore", ".git/HEAD", "a", "sub/");
    assertThat(sent(List.of("!.git"), NOTHING)).contains(".git/HEAD", "sub/.git");
  }

  @Test
  void alwaysSendsTheFoldersOfOutputsButNotTheirIgnoredFiles() throws IOException {
    make(
        "out/models/deep/", "out/old.bin", "out/models/m.bin", "other/x", "out/data/" + JOB + "/x");
    write(".gitignore", "out", "other");
    AlwaysSent out = new AlwaysSent(List.of(EntryPath.of("out")), List.of());
    assertThat(sent(List.of(), out)).containsExactly(".gitignore", "out/data/", "out/models/deep/");
    AlwaysSent deep = new AlwaysSent(List.of(EntryPath.of("out/models")), List.of());
    assertThat(sent(List.of(), deep)).containsExactly(".gitignore", "out/models/deep/");
  }

  @Test
  void sendsTheFilesOfOutputsThatAreNotIgnored() throws IOException {
    make("out/kept.txt", "out/x.bin", "out/sub/y.bin");
    write(".gitignore", "*.bin");
    AlwaysSent out = new AlwaysSent(List.of(EntryPath.of("out")), List.of());
    assertThat(sent(List.of(), out)).containsExactly(".gitignore", "out/kept.txt", "out/sub/");
  }

  @Test
  void alwaysSendsTheScript() throws IOException {
    make("bin/run.sh", "bin/other.sh", "bin/deep/x", "run.sh");
    write(".gitignore", "bin", "*.sh");
    AlwaysSent script = new AlwaysSent(List.of(), List.of(EntryPath.of("bin/run.sh")));
    assertThat(sent(List.of(), script)).containsExactly(".gitignore", "bin/run.sh");
  }

  @Test
  void sendsAFolderOfWhichAllIsIgnored() throws IOException {
    make("logs/a.log", "logs/deep/b.log");
    write(".gitignore", "*.log");
    assertThat(sent()).containsExactly(".gitignore", "logs/deep/");
  }

  @Test
  void hearsExcludeBeforeC3ignoreBeforeGitignore() throws IOException {
    make("a.bin", "b.bin", "c.bin", "sub/d.bin", "sub/e.bin");
    write(".gitignore", "*.bin");
    write("sub/.gitignore", "*.bin");
    write(".c3ignore", "!a.bin", "!d.bin", "!b.bin");
    assertThat(sent(List.of("/b.bin", "!/c.bin"), NOTHING))
        .containsExactly(
            ".c3ignore", ".gitignore", "a.bin", "c.bin", "sub/.gitignore", "sub/d.bin");
  }

  @Test
  void saysNothingAboutTheGitignoreAboveTheRoot() throws IOException {
    make("project/a");
    write(".gitignore", "a");
    assertThat(sent(folder.resolve("project"), List.of(), NOTHING)).containsExactly("a");
  }

  @Test
  void seesExcludeFromTheRoot() throws IOException {
    make("train/x", "deep/train/x", "notes/a.log", "b.log");
    assertThat(sent(List.of("/train", "*.log"), NOTHING)).containsExactly("deep/train/x", "notes/");
  }

  @Test
  void takesAnIgnoreFileThatIsALinkOrAFolderForNone() throws IOException {
    make("a", "sub/.gitignore/x", "rules");
    write("rules", "a");
    Files.createSymbolicLink(folder.resolve(".gitignore"), Path.of("rules"));
    assertThat(sent()).containsExactly(".gitignore", "a", "rules", "sub/.gitignore/x");
  }

  @Test
  void refusesAnIgnoreFileWithoutEnd() throws IOException {
    write(".gitignore", "#".repeat(1 << 20));
    assertThatThrownBy(this::sent)
        .isInstanceOf(C3Exception.class)
        .hasMessageEndingWith(".gitignore is larger than 1 MiB");
  }

  @Test
  void matchesAGlobOfManyStarsWithoutTryingEveryWay() {
    Glob glob = GlobParser.parse("*a".repeat(60).concat("b").getBytes(StandardCharsets.UTF_8));
    byte[] text = "a".repeat(4_000).getBytes(StandardCharsets.UTF_8);
    assertThat(glob.matches(text, 0, text.length)).isFalse();
    text[text.length - 1] = 'b';
    assertThat(glob.matches(text, 0, text.length)).isTrue();
  }

  @Test
  void sendsWhatGitIgnoresWhereGitHasNoSay() throws IOException {
    write(".gitignore", "data/");
    write(".c3ignore", "*.tmp");
    write("data/rows.csv", "1");
    write("data/x.tmp", "");
    WorkspaceFilter filter = new WorkspaceFilter(folder, List.of(), NOTHING, false);
    assertThat(filter.keeps(EntryPath.of("data"), true)).isTrue();
    assertThat(filter.keeps(EntryPath.of("data/rows.csv"), false)).isTrue();
    assertThat(filter.keeps(EntryPath.of("data/x.tmp"), false)).isFalse();
    assertThat(filter.keeps(EntryPath.of(".git"), true)).isFalse();
  }

  @Test
  void decidesAlikeWhenItHasForgottenAFolder() throws IOException {
    write(".gitignore", "*.bin");
    WorkspaceFilter filter = new WorkspaceFilter(folder, List.of(), NOTHING, true);
    for (int i = 0; i < 2_000; i++) {
      assertThat(filter.keeps(EntryPath.of("d" + i + "/e/x.bin"), false)).isFalse();
      assertThat(filter.keeps(EntryPath.of("d" + i + "/e/x.txt"), false)).isTrue();
    }
    assertThat(filter.keeps(EntryPath.of("d0/e/x.bin"), false)).isFalse();
  }

  private List<String> sent() throws IOException {
    return sent(List.of(), NOTHING);
  }

  private List<String> sent(List<String> exclude, AlwaysSent always) throws IOException {
    return sent(folder, exclude, always);
  }

  private static List<String> sent(Path root, List<String> exclude, AlwaysSent always)
      throws IOException {
    List<String> sent = new ArrayList<>();
    WorkspaceFilter filter = new WorkspaceFilter(root, exclude, always, true);
    new FileCollector()
        .walk(
            List.of(new Root(root, EntryPath.ROOT, filter)),
            found -> sent.add(found.path() + (found instanceof Found.EmptyDirectory ? "/" : "")));
    return sent;
  }

  private void make(String... places) throws IOException {
    for (String place : places) {
      Path path = folder.resolve(place);
      if (place.endsWith("/")) {
        Files.createDirectories(path);
      } else {
        Files.createDirectories(path.resolveSibling("x").getParent());
        Files.createFile(path);
      }
    }
  }

  private void write(String file, String... lines) throws IOException {
    Files.createDirectories(folder.resolve(file).resolveSibling("x").getParent());
    Files.write(folder.resolve(file), List.of(lines));
  }
}
