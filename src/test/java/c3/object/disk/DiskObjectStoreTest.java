package c3.object.disk;

import static org.assertj.core.api.Assertions.assertThat;

import c3.object.ObjectKey;
import c3.object.ObjectStore;
import c3.object.ObjectStore.Found;
import c3.object.ObjectStoreContract;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskObjectStoreTest extends ObjectStoreContract {
  @TempDir private Path folder;
  private final ListeningDisk disk = new ListeningDisk(new RealDisk());
  private Path root = Path.of("");
  private DiskObjectStore store = new DiskObjectStore(disk, root);

  @BeforeEach
  void makeStore() throws IOException {
    root = Files.createDirectory(folder.resolve("root"));
    store = new DiskObjectStore(disk, root);
  }

  @Override
  protected ObjectStore store() {
    return store;
  }

  @Override
  protected Path draftFolder() throws IOException {
    return Files.createDirectories(folder.resolve("drafts"));
  }

  @Test
  void anObjectIsAFileUnderItsName() throws IOException {
    ObjectKey key = publish("here", 10);
    assertThat(root.resolve(key.toString())).hasContent("here");
    assertThat(new DiskObjectStore(disk, root).path(key)).hasContent("here");
  }

  @Test
  void forcesEveryDirectoryThatGotANameAfterTheLastRename() throws IOException {
    store.publish(List.of(draft("a", 1), draft("b", 2)));
    String a = key("a", 1).toString();
    String b = key("b", 2).toString();
    int lastRename =
        Math.max(disk.calls.lastIndexOf("rename " + a), disk.calls.lastIndexOf("rename " + b));
    assertThat(disk.calls.subList(lastRename + 1, disk.calls.size()))
        .containsExactlyInAnyOrder(
            "force " + parent(a),
            "force " + parent(b),
            "force " + parent(parent(a)),
            "force " + parent(parent(b)),
            "force o",
            "force ");
  }

  @Test
  void forcesAKnownDirectoryOnlyForItsNewNames() throws IOException {
    store.publish(List.of(draft("a", 1)));
    disk.calls.clear();
    store.publish(List.of(draft("a", 2)));
    assertThat(disk.calls)
        .containsExactly("rename " + key("a", 2), "force " + parent(key("a", 2).toString()));
  }

  @Test
  void anotherProcessForcesTheParentsAgain() throws IOException {
    store.publish(List.of(draft("a", 1)));
    disk.calls.clear();
    new DiskObjectStore(disk, root).publish(List.of(draft("a", 2)));
    assertThat(disk.calls).contains("force o", "force ");
  }

  @Test
  void forcesTheDirectoryOfADeletedObjectAlsoWhenItWasDeletedBefore() throws IOException {
    ObjectKey key = publish("a", 1);
    disk.calls.clear();
    store.delete(List.of(key));
    store.delete(List.of(key, key("in no directory", 2)));
    String force = "force " + parent(key.toString());
    assertThat(disk.calls).containsExactly(force, force);
  }

  @Test
  void forcesEveryDirectoryThatGotOrLostANameWhenAnObjectIsSetAside() throws IOException {
    String key = publish("a", 1).toString();
    disk.calls.clear();
    store.setAside(key("a", 1));
    String aside = "unknown/" + key;
    assertThat(disk.calls).startsWith("rename " + aside);
    assertThat(disk.calls)
        .contains(
            "force " + parent(aside),
            "force " + parent(parent(aside)),
            "force unknown/o",
            "force unknown",
            "force ",
            "force " + parent(key));
  }

  @Test
  void whatIsNoObjectIsNotListed() throws IOException {
    ObjectKey key = publish("object", 1);
    Files.writeString(root.resolve("o/lost+found"), "not ours");
    Files.writeString(root.resolve("FORMAT"), "cas 1");
    try (Stream<Found> found = store.list()) {
      assertThat(found).containsExactly(new Found(key, 6));
    }
  }

  @Test
  void readOnlyMeansNoBitToWrite() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    new RealDisk().makeReadOnly(file, false);
    assertThat(mode(file)).isEqualTo("r--r--r--");
    new RealDisk().makeReadOnly(file, true);
    assertThat(mode(file)).isEqualTo("r-xr-xr-x");
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  /// Writes down renames and directory forces, by their paths below the root.
  private final class ListeningDisk implements Disk {
    private final Disk disk;
    private final List<String> calls = new ArrayList<>();

    ListeningDisk(Disk disk) {
      this.disk = disk;
    }

    @Override
    public FileChannel open(Path file, OpenOption... options) throws IOException {
      return disk.open(file, options);
    }

    @Override
    public void force(FileChannel file) throws IOException {
      disk.force(file);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      disk.rename(from, to);
      calls.add("rename " + root.relativize(to));
    }

    @Override
    public void makeReadOnly(Path file, boolean executable) throws IOException {
      disk.makeReadOnly(file, executable);
    }

    @Override
    public void makeDirectories(Path directory) throws IOException {
      disk.makeDirectories(directory);
    }

    @Override
    public void makePrivateDirectory(Path directory) throws IOException {
      disk.makePrivateDirectory(directory);
    }

    @Override
    public long usableBytes(Path path) throws IOException {
      return disk.usableBytes(path);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
      disk.forceDirectory(directory);
      calls.add("force " + root.relativize(directory));
    }

    @Override
    public void delete(Path file) throws IOException {
      disk.delete(file);
    }
  }
}
