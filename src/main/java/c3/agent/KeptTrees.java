package c3.agent;

import c3.posix.TreeRemoval;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// Trees that jobs see: each is made once and kept, so that the next job which needs it waits for
/// nothing. A tree is made beside its place and renamed, so one that has its name is whole. Those
/// used last are kept; one that a job sees is never removed. Safe for many threads; two jobs that
/// want the same tree at once share its making.
final class KeptTrees {
  private static final Logger LOG = System.getLogger(KeptTrees.class.getName());

  /// What the name of a tree that is being made begins with.
  private static final String DRAFT = ".";

  /// What the name of a tree that is being removed begins with.
  private static final String DYING = DRAFT + "dying-";

  /// How often a job that waits for another's making looks whether it was stopped.
  private static final long LOOK_MILLIS = 200;

  /// Changes whenever the machine starts.
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

  private final Path folder;
  private final int unusedMax;
  private final InstantSource clock;
  private final Map<String, Place> uses = new HashMap<>();
  private final Set<Path> dying = new HashSet<>();
  private final Removal removal;
  private boolean settled;

  /// @param folder theirs alone
  /// @param unusedMax how many trees that no job sees are kept
  /// @param clock stamps trees with their last use
  KeptTrees(Path folder, int unusedMax, InstantSource clock) {
    this(folder, unusedMax, clock, TreeRemoval::remove);
  }

  KeptTrees(Path folder, int unusedMax, InstantSource clock, Removal removal) {
    this.folder = folder;
    this.unusedMax = unusedMax;
    this.clock = clock;
    this.removal = removal;
  }

  /// Removes a tree that nobody sees any more, which may take long.
  interface Removal {
    void remove(Path tree) throws IOException;
  }

  /// A tree that jobs see; locked while it is made, so that only those wait that want it.
  private static final class Place {
    private final Lock making = new ReentrantLock();
    private int users;
  }

  /// Makes a tree at a path where nothing is; what it leaves when it throws is removed.
  interface Making {
    void make(Path draft) throws IOException;
  }

  /// A tree that a job sees, until it is closed.
  final class Use implements AutoCloseable {
    private final String name;

    private Use(String name) {
      this.name = name;
    }

    /// Where the tree lies. Nobody ever writes to it.
    Path path() {
      return folder.resolve(name);
    }

    @Override
    public void close() {
      synchronized (uses) {
        uses.computeIfPresent(name, (key, place) -> --place.users == 0 ? null : place);
      }
    }
  }

  /// The tree of this name, a file name, made where it is missing. Throws `C3Exception` when the
  /// job is stopped while another job makes it.
  Use use(String name, StopSwitch stop, Making making) throws IOException {
    Place place;
    synchronized (uses) {
      settle();
      place = uses.computeIfAbsent(name, key -> new Place());
      place.users++;
    }
    Use use = new Use(name);
    try {
      lock(place.making, stop);
      try {
        make(use.path(), making);
      } finally {
        place.making.unlock();
      }
      return use;
    } catch (IOException | RuntimeException e) {
      use.close();
      throw e;
    }
  }

  private static void lock(Lock lock, StopSwitch stop) throws IOException {
    try {
      while (!lock.tryLock(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        stop.checkGoesOn();
      }
    } catch (InterruptedException e) {
      throw AgentEnding.noticed();
    }
  }

  /// Removes what was made before the machine started: nothing is forced to the disk here, and
  /// after a power cut a tree that has its name may have lost what is in it.
  private void settle() throws IOException {
    if (settled) {
      return;
    }
    Path made = folder.resolveSibling(folder.getFileName() + ".boot");
    String boot = Files.isReadable(BOOT) ? Files.readString(BOOT) : "";
    if (boot.isEmpty() || !Files.exists(made) || !Files.readString(made).equals(boot)) {
      TreeRemoval.remove(folder);
      Files.createDirectories(folder.getParent());
      Files.writeString(made, boot);
    }
    settled = true;
  }

  private void make(Path tree, Making making) throws IOException {
    if (!Files.isDirectory(tree, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      removeUnused();
      Path draft = folder.resolve(DRAFT + tree.getFileName());
      TreeRemoval.remove(draft);
      try {
        making.make(draft);
      } catch (IOException | RuntimeException e) {
        TreeRemoval.remove(draft);
        throw e;
      }
      Files.move(draft, tree, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.setLastModifiedTime(tree, FileTime.from(clock.instant()));
  }

  /// Nobody can take a tree into use while it loses its name; what then takes long keeps nobody
  /// waiting.
  private void removeUnused() throws IOException {
    List<Path> nameless = new ArrayList<>();
    try {
      synchronized (uses) {
        for (Path tree : tooMany()) {
          orStays(tree, () -> nameless.add(nameless(tree)));
        }
      }
      for (Path tree : nameless) {
        orStays(tree, () -> removal.remove(tree));
      }
    } finally {
      synchronized (uses) {
        dying.removeAll(nameless);
      }
    }
  }

  private Path nameless(Path tree) throws IOException {
    Path name = nameOfDying(tree);
    Files.move(tree, name, StandardCopyOption.ATOMIC_MOVE);
    dying.add(name);
    return name;
  }

  private interface Step {
    void take() throws IOException;
  }

  /// A tree that cannot be removed is no reason to fail a job that does not need it; whoever makes
  /// the next one tries again.
  private static void orStays(Path tree, Step step) throws IOException {
    try {
      step.take();
    } catch (InterruptedIOException | ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the old tree {0} stays: {1}", tree, e.toString());
    }
  }

  /// What drafts there are, left by an earlier agent, and of the trees those used longest ago.
  private List<Path> tooMany() throws IOException {
    List<Path> drafts = new ArrayList<>();
    List<Path> trees = new ArrayList<>();
    Map<Path, FileTime> lastUses = new HashMap<>();
    for (Path tree : unused()) {
      if (tree.getFileName().toString().startsWith(DRAFT)) {
        drafts.add(tree);
      } else {
        trees.add(tree);
        lastUses.put(tree, Files.getLastModifiedTime(tree, LinkOption.NOFOLLOW_LINKS));
      }
    }
    trees.sort(Comparator.comparing(tree -> lastUses.getOrDefault(tree, FileTime.fromMillis(0))));
    drafts.addAll(trees.subList(0, Math.max(0, trees.size() - unusedMax)));
    return drafts;
  }

  private Path nameOfDying(Path tree) {
    if (tree.getFileName().toString().startsWith(DYING)) {
      return tree;
    }
    Path name = folder.resolve(DYING + tree.getFileName());
    while (Files.exists(name, LinkOption.NOFOLLOW_LINKS)) {
      name = name.resolveSibling(name.getFileName() + "-");
    }
    return name;
  }

  private List<Path> unused() throws IOException {
    try (Stream<Path> trees = Files.list(folder)) {
      return trees
          .filter(tree -> !dying.contains(tree))
          .filter(tree -> {
            String name = tree.getFileName().toString();
            return !uses.containsKey(name.startsWith(DRAFT) ? name.substring(1) : name);
          })
          .toList();
    }
  }
}
