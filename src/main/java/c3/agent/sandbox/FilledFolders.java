package c3.agent.sandbox;

import c3.agent.sandbox.MountStep.Bind;
import c3.agent.sandbox.MountStep.Link;
import c3.agent.sandbox.MountStep.Memory;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Folders that are replaced by one in memory holding the same entries, so that another entry can
/// be put beside them without creating it on the machine.
final class FilledFolders {
  private static final Path PROCESSES = Path.of("/proc");
  private static final int PERMISSION_BITS = 07777;

  private final int entriesMax;
  private final Set<Path> folders = new HashSet<>();
  private final List<MountStep> steps = new ArrayList<>();
  private int entries;

  FilledFolders(int entriesMax) {
    this.entriesMax = entriesMax;
  }

  /// Fills the folder in which this target has to be made; outer folders come before inner ones.
  /// Throws a `C3Exception` when that folder cannot be read or holds too much.
  void add(MountTarget target) throws IOException {
    Path folder = target.parent().orElseThrow();
    if (!folders.add(folder)) {
      return;
    }
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
      int mode = (int) Files.getAttribute(folder, "unix:mode") & PERMISSION_BITS;
      steps.add(new Memory(folder, mode));
      for (Path child : children) {
        addChild(target, child);
      }
    } catch (AccessDeniedException e) {
      throw target.refuse(folder + " cannot be read").causedBy(e);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private void addChild(MountTarget target, Path child) throws IOException {
    entries++;
    if (entries > entriesMax) {
      throw target.refuse(
          "%s holds more than %,d entries, and each would have to be mounted beside it"
              .formatted(child.getParent(), entriesMax));
    }
    if (Files.isSymbolicLink(child)) {
      steps.add(new Link(Files.readSymbolicLink(child), child));
    } else if (!child.equals(PROCESSES)) {
      steps.add(new Bind(child, child));
    }
  }

  boolean contains(Path folder) {
    return folders.contains(folder);
  }

  List<MountStep> steps() {
    return List.copyOf(steps);
  }
}
