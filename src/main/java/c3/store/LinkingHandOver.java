package c3.store;

import c3.posix.FileStatus;
import c3.store.DropFolder.Drop;
import c3.store.format.SealedBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/// Hands files over through a drop folder: links each under a fresh name, tells the store, and
/// removes its own link when the store has answered. A file that cannot be linked, for whatever
/// reason, is to be sent. The caller's files are never moved or changed.
public final class LinkingHandOver implements HandOver {
  private final DropFolder folder;
  private final Supplier<UUID> names;

  /// @param names gives a fresh name each time
  public LinkingHandOver(DropFolder folder, Supplier<UUID> names) {
    this.folder = folder;
    this.names = names;
  }

  @Override
  public boolean reaches(Path other) {
    try {
      return FileStatus.of(other.toRealPath()).device() == FileStatus.of(folder.path()).device();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public List<Result> files(List<Path> files) throws IOException {
    List<Result> results = new ArrayList<>(files.size());
    List<Drop> drops = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    try {
      for (Path file : files) {
        UUID name = names.get();
        try {
          drops.add(link(file, name));
          places.add(results.size());
          results.add(new Result.SendInstead("not answered"));
        } catch (IOException | UnsupportedOperationException e) {
          results.add(new Result.SendInstead("cannot be linked: " + e));
        }
      }
      List<Result> taken = drops.isEmpty() ? List.of() : folder.takeFiles(drops);
      for (int i = 0; i < taken.size(); i++) {
        results.set(places.get(i), taken.get(i));
      }
      return List.copyOf(results);
    } finally {
      unlink(drops);
    }
  }

  @Override
  public boolean bundle(SealedBundle bundle) throws IOException {
    Drop drop;
    try {
      drop = link(bundle.file(), names.get());
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
    try {
      return folder.takeBundle(drop, bundle.sha256());
    } finally {
      unlink(List.of(drop));
    }
  }

  private Drop link(Path original, UUID name) throws IOException {
    Map<String, Object> file =
        Files.readAttributes(original, "unix:isRegularFile,nlink,size", LinkOption.NOFOLLOW_LINKS);
    if (!Boolean.TRUE.equals(file.get("isRegularFile"))) {
      throw new IOException("not a regular file");
    }
    if (!Integer.valueOf(1).equals(file.get("nlink"))) {
      throw new IOException("it has other names too");
    }
    Files.createLink(folder.path().resolve(name.toString()), original);
    return new Drop(name, Files.size(original));
  }

  /// What the store took it has moved away; the rest must not stay behind.
  private void unlink(List<Drop> drops) {
    for (Drop drop : drops) {
      try {
        Files.deleteIfExists(folder.path().resolve(drop.name().toString()));
      } catch (IOException left) {
        // The folder goes with its session, and with it what is left in it.
      }
    }
  }
}
