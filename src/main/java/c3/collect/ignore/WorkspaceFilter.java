package c3.collect.ignore;

import c3.collect.Collector;
import c3.model.EntryPath;
import c3.model.JobId;
import c3.posix.FileNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What of a project's folder goes to a job. From the strongest rule to the weakest:
///
/// 1. Never sent: folders named like a job's id, or `.<id>.part`, where `c3 pull` writes; and
///    `.git`, unless a line such as `!.git`, in so many words, in `exclude` or a `.c3ignore` asks
///    for it.
/// 2. Always sent: the folders in each output, and the way to them; certain files, such as the
///    script, and the way to them.
/// 3. `exclude` of `.c3`, then the files `.c3ignore`, then the files `.gitignore`, each from the
///    path's own folder up to the root; in each, the last line that is about the path decides. A
///    `.gitignore` above the root says nothing.
///
/// As in git, what lies in a folder that is left out is left out. For one walk, on one thread:
/// remembers the rules of the folders it was asked about last.
public final class WorkspaceFilter implements Collector.Filter {
  private static final String GIT = ".git";
  private static final String PART_PREFIX = ".";
  private static final String PART_SUFFIX = ".part";
  private static final int FOLDERS_REMEMBERED_MAX = 1_000;

  private final Path root;
  private final AlwaysSent alwaysSent;
  private final IgnoreFile exclude;
  private final boolean heedsGit;
  private final Map<EntryPath, FolderRules> remembered =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<EntryPath, FolderRules> eldest) {
          return size() > FOLDERS_REMEMBERED_MAX;
        }
      };

  /// @param root the project's folder
  /// @param exclude lines as of an ignore file in the root
  /// @param alwaysSent what is sent although it is ignored
  /// @param heedsGit whether files `.gitignore` have a say
  public WorkspaceFilter(Path root, List<String> exclude, AlwaysSent alwaysSent, boolean heedsGit) {
    this.root = root;
    this.exclude = IgnoreFile.ofLines(exclude);
    this.alwaysSent = alwaysSent;
    this.heedsGit = heedsGit;
  }

  /// What is sent although it is ignored.
  ///
  /// @param folders of these the folders, empty ones too; not the files
  /// @param files these files
  public record AlwaysSent(List<EntryPath> folders, List<EntryPath> files) {
    public AlwaysSent {
      folders = List.copyOf(folders);
      files = List.copyOf(files);
    }

    boolean hasFolder(EntryPath folder) {
      return folders.stream().anyMatch(f -> f.startsWith(folder) || folder.startsWith(f))
          || files.stream().anyMatch(f -> f.startsWith(folder));
    }
  }

  @Override
  public boolean keeps(EntryPath path, boolean directory) throws IOException {
    if (isNeverSent(path, directory)) {
      return false;
    }
    FolderRules folder = rules(path.parent());
    if (!folder.leftOut() && !leavesOut(folder, path, directory)) {
      return true;
    }
    return directory ? alwaysSent.hasFolder(path) : alwaysSent.files().contains(path);
  }

  private boolean isNeverSent(EntryPath path, boolean directory) throws IOException {
    String name = path.name().toString();
    if (name.equals(GIT)) {
      byte[] bytes = path.bytes();
      return !exclude.asksFor(bytes, directory)
          && rules(path.parent()).ours().stream().noneMatch(f -> f.asksFor(bytes, directory));
    }
    return directory && isPulled(name);
  }

  private static boolean isPulled(String name) {
    boolean part = name.startsWith(PART_PREFIX) && name.endsWith(PART_SUFFIX);
    return JobId.isOne(
        part && name.length() > PART_SUFFIX.length()
            ? name.substring(PART_PREFIX.length(), name.length() - PART_SUFFIX.length())
            : name);
  }

  private FolderRules rules(EntryPath folder) throws IOException {
    FolderRules known = remembered.get(folder);
    if (known == null) {
      known = read(folder);
      remembered.put(folder, known);
    }
    return known;
  }

  private FolderRules read(EntryPath folder) throws IOException {
    List<IgnoreFile> ours = new ArrayList<>();
    List<IgnoreFile> gits = new ArrayList<>();
    if (!folder.isRoot()) {
      FolderRules above = rules(folder.parent());
      if (above.leftOut() || leavesOut(above, folder, true)) {
        return new FolderRules(true, List.of(), List.of());
      }
      ours.addAll(above.ours());
      gits.addAll(above.gits());
    }
    Path place = FileNames.resolve(root, folder.bytes());
    IgnoreFile.read(place.resolve(".c3ignore"), folder).ifPresent(ours::addFirst);
    if (heedsGit) {
      IgnoreFile.read(place.resolve(".gitignore"), folder).ifPresent(gits::addFirst);
    }
    return new FolderRules(false, ours, gits);
  }

  private boolean leavesOut(FolderRules folder, EntryPath path, boolean directory) {
    byte[] bytes = path.bytes();
    return exclude
        .leavesOut(bytes, directory)
        .or(() -> folder.leavesOut(bytes, directory))
        .orElse(false);
  }

  /// What holds for what lies directly in a folder.
  ///
  /// @param leftOut whether the folder itself is ignored, and with it all that it holds
  /// @param ours the files `.c3ignore`, the nearest first
  /// @param gits the files `.gitignore`, the nearest first
  private record FolderRules(boolean leftOut, List<IgnoreFile> ours, List<IgnoreFile> gits) {
    Optional<Boolean> leavesOut(byte[] path, boolean directory) {
      for (List<IgnoreFile> files : List.of(ours, gits)) {
        for (IgnoreFile file : files) {
          Optional<Boolean> decided = file.leavesOut(path, directory);
          if (decided.isPresent()) {
            return decided;
          }
        }
      }
      return Optional.empty();
    }
  }
}
