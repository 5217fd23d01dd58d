package c3.cli.command;

import c3.model.Entry;
import c3.model.EntryPath;
import c3.model.ManifestSummary;
import c3.transfer.Progress;
import c3.view.ManifestTree;
import java.io.IOException;
import java.util.Optional;

/// A tree that says of each file which kept changing while it was stored that it did, once, when
/// its walk comes by. For one thread.
final class ChangedFiles implements ManifestTree {
  private final ManifestTree tree;
  private final Progress progress;
  private EntryPath last = EntryPath.ROOT;

  /// @param progress hears of them
  ChangedFiles(ManifestTree tree, Progress progress) {
    this.tree = tree;
    this.progress = progress;
  }

  /// Says so of one file, if it did.
  static void warn(Entry.File file, Progress progress) {
    if (file.changed()) {
      String what = "it kept changing while it was stored; what is kept may mix two states";
      progress.on(new Progress.Event.Warned(file.path(), what));
    }
  }

  @Override
  public void walk(EntryPath below, EntryVisitor visitor) throws IOException {
    tree.walk(
        below,
        entry -> {
          // Who walks again to make links has heard of the files.
          if (entry instanceof Entry.File file && file.path().compareTo(last) > 0) {
            warn(file, progress);
            last = file.path();
          }
          visitor.entry(entry);
        });
  }

  @Override
  public ManifestSummary manifest() {
    return tree.manifest();
  }

  @Override
  public Optional<Node> find(EntryPath path) throws IOException {
    return tree.find(path);
  }

  @Override
  public Page list(EntryPath directory, EntryPath after, int max) throws IOException {
    return tree.list(directory, after, max);
  }
}
