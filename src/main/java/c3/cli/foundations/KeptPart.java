package c3.cli.foundations;

import c3.model.EntryPath;
import c3.model.ManifestSummary;
import c3.view.ManifestTree;
import java.io.IOException;
import java.util.Optional;

/// A tree of which a walk shows only one part, under the paths that its entries have in the whole.
///
/// @param part the one directory or file that is shown; its own place is not among the entries when
///   it is `root`
/// @param root the directory that stands for the whole; `part` lies in it
record KeptPart(ManifestTree tree, EntryPath root, EntryPath part) implements ManifestTree {
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

  @Override
  public void walk(EntryPath below, EntryVisitor visitor) throws IOException {
    tree.walk(
        part,
        entry -> {
          if (entry.path().startsWith(below) && !entry.path().equals(root)) {
            visitor.entry(entry);
          }
        });
  }
}
