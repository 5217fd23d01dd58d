package c3.transfer;

import c3.model.EntryPath;
import c3.posix.DirectoryHandle;
import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The directories of a tree that is being laid out, made and opened one name at a time below its
/// root, so that no link leads out of it, and kept open until `clear`. For one thread; the handles
/// may be used by many.
public final class Folders implements Closeable {
  private final DirectoryHandle root;
  private final Map<EntryPath, DirectoryHandle> open = new LinkedHashMap<>();

  /// @param root closed with this
  public Folders(DirectoryHandle root) {
    this.root = root;
  }

  /// Opens a directory, making what is missing. Throws `NotDirectoryException` when a file or a
  /// link stands where a directory must be.
  public DirectoryHandle at(EntryPath path) throws IOException {
    if (path.isRoot()) {
      return root;
    }
    DirectoryHandle known = open.get(path);
    if (known == null) {
      known = at(path.parent()).openOrMake(path.name().bytes());
      open.put(path, known);
    }
    return known;
  }

  /// How many are open.
  int size() {
    return open.size();
  }

  /// Closes all but the root.
  void clear() {
    release().close();
  }

  /// Hands over all but the root, to be closed once nothing uses them any more.
  Handles release() {
    List<DirectoryHandle> handles = List.copyOf(open.values());
    open.clear();
    return () -> handles.forEach(DirectoryHandle::close);
  }

  @Override
  public void close() {
    clear();
    root.close();
  }

  /// Open directories.
  interface Handles extends Closeable {
    @Override
    void close();
  }
}
