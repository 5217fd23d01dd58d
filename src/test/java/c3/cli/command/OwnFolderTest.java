package c3.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.cli.local.Home;
import c3.collect.Collector;
import c3.collect.FileCollector;
import c3.model.EntryPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// c3's keys and its store never go into an upload.
class OwnFolderTest {
  @TempDir Path folder;

  @BeforeEach
  void layOut() throws IOException {
    folder = folder.toRealPath();
    for (String file : new String[] {"a/state/tokens.json", "a/states/b", "c"}) {
      Path place = folder.resolve(file);
      Files.createDirectories(place.resolveSibling("x").getParent());
      Files.createFile(place);
    }
  }

  private List<String> sent(Path root, Path home, Collector.Filter filter) throws IOException {
    OwnFolder own = OwnFolder.of(new Home(home));
    List<String> sent = new ArrayList<>();
    new FileCollector()
        .walk(
            List.of(own.leftOutOf(new Collector.Root(root, EntryPath.ROOT, filter))),
            found -> sent.add(found.path().toString()));
    return sent;
  }

  @Test
  void isLeftOutWhereverItLies() throws IOException {
    assertThat(sent(folder, folder.resolve("a/state"), Collector.Filter.EVERYTHING))
        .containsExactly("a/states/b", "c");
    assertThat(sent(folder.resolve("a"), folder.resolve("a/state"), Collector.Filter.EVERYTHING))
        .containsExactly("states/b");
  }

  @Test
  void isFoundThroughALink() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a/state"));
    assertThat(sent(folder, link, Collector.Filter.EVERYTHING))
        .containsExactly("a/states/b", "c", "link");
  }

  @Test
  void changesNothingElse() throws IOException {
    Path elsewhere = folder.resolve("a");
    assertThat(sent(folder.resolve("a/states"), elsewhere, Collector.Filter.EVERYTHING))
        .containsExactly("b");
    Collector.Filter notC = (path, directory) -> !path.equals(EntryPath.of("c"));
    assertThat(sent(folder, folder.resolve("a/state"), notC)).containsExactly("a/states/b");
    assertThat(sent(folder, folder.resolve("not-there"), notC))
        .containsExactly("a/state/tokens.json", "a/states/b");
  }

  @Test
  void isRefusedByItself() {
    Path home = folder.resolve("a/state");
    assertThatThrownBy(() -> sent(home, home, Collector.Filter.EVERYTHING))
        .hasMessage(home + " is c3's own folder and is not uploaded");
  }
}
