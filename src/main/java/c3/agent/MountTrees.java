package c3.agent;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import c3.model.JobInput;
import c3.posix.TreeRemoval;
import c3.store.BlobStore;
import c3.transfer.DownloadResult;
import c3.transfer.Downloader;
import c3.transfer.Progress;
import c3.view.StoredManifestTree;
import java.io.IOException;
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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The trees that jobs mount: each is made once for a manifest and kept, so that the next job which
/// mounts it waits for nothing. A tree is made beside its place and renamed, so one that has its
/// name is whole. Those used last are kept; one that a job sees is never removed. Safe for many
/// threads; two jobs that want the same tree at once share its making.
final class MountTrees {
  /// How many trees that no job sees are kept.
  static final int UNUSED_MAX = 32;

  /// What the name of a tree that is being made begins with.
  private static final String DRAFT = ".";

  private final Path folder;
  private final BlobStore blobs;
  private final Downloader downloader;
  private final InstantSource clock;
  private final Map<String, Place> uses = new HashMap<>();

  /// @param downloader makes files that nobody may change
  /// @param clock stamps trees with their last use
  MountTrees(Path folder, BlobStore blobs, Downloader downloader, InstantSource clock) {
    this.folder = folder;
    this.blobs = blobs;
    this.downloader = downloader;
    this.clock = clock;
  }

  /// A tree that jobs see; locked while it is made, so that only those wait that want it.
  private static final class Place {
    private int users;
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

  /// The tree of an input, made where it is missing.
  Use use(JobInput input) throws IOException {
    String name = name(input);
    Place place;
    synchronized (uses) {
      place = uses.computeIfAbsent(name, key -> new Place());
      place.users++;
    }
    Use use = new Use(name);
    try {
      synchronized (place) {
        make(input, use.path());
      }
      return use;
    } catch (IOException | RuntimeException e) {
      use.close();
      throw e;
    }
  }

  private static String name(JobInput input) {
    String manifest = input.manifest().digest().hex();
    return input.below().isRoot()
        ? manifest
        : manifest + "-" + Digest.of(input.below().bytes()).hex();
  }

  private void make(JobInput input, Path tree) throws IOException {
    if (!Files.isDirectory(tree, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      removeUnused();
      Path draft = folder.resolve(DRAFT + tree.getFileName());
      TreeRemoval.remove(draft);
      DownloadResult result =
          downloader.download(
              new StoredManifestTree(blobs, input.manifest()),
              input.below(),
              new Downloader.Target(draft, false),
              Progress.NONE);
      if (!result.complete()) {
        TreeRemoval.remove(draft);
        DownloadResult.Loss loss = result.lost().getFirst();
        throw new C3Exception(
            ErrorCode.CORRUPTED, input.reference() + ": " + loss.path() + ": " + loss.why());
      }
      Files.move(draft, tree, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.setLastModifiedTime(tree, FileTime.from(clock.instant()));
  }

  /// Nobody can take a tree into use meanwhile.
  private void removeUnused() throws IOException {
    synchronized (uses) {
      List<Path> unused = new ArrayList<>();
      Map<Path, FileTime> lastUses = new HashMap<>();
      for (Path tree : unused()) {
        if (tree.getFileName().toString().startsWith(DRAFT)) {
          TreeRemoval.remove(tree);
        } else {
          unused.add(tree);
          lastUses.put(tree, Files.getLastModifiedTime(tree, LinkOption.NOFOLLOW_LINKS));
        }
      }
      unused.sort(
          Comparator.comparing(tree -> lastUses.getOrDefault(tree, FileTime.fromMillis(0))));
      for (int i = 0; i < unused.size() - UNUSED_MAX; i++) {
        TreeRemoval.remove(unused.get(i));
      }
    }
  }

  private List<Path> unused() throws IOException {
    try (Stream<Path> trees = Files.list(folder)) {
      return trees
          .filter(tree -> {
            String name = tree.getFileName().toString();
            return !uses.containsKey(name.startsWith(DRAFT) ? name.substring(1) : name);
          })
          .toList();
    }
  }
}
