package c3.view;

import c3.model.Entry;
import c3.model.EntryPath;
import c3.model.ManifestSummary;
import c3.store.BlobRanges;
import c3.store.BlobStore;
import c3.store.format.ManifestReader;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A manifest in a store, read frame by frame: a look-up takes one or two frames, a listing those
/// it spans, a walk all of them one after the other. Keeps the manifest's footer and the frames
/// read last. Bytes that are not a manifest throw `BlobCorrupt`, a manifest that is not there
/// `BlobMissing`.
public final class StoredManifestTree implements ManifestTree {
  private static final int FRAMES_KEPT_MAX = 8;

  private final ManifestSummary manifest;
  private final Suspicion suspicion;
  private final ManifestReader reader;
  private final Frames frames;

  /// Reads the footer.
  public StoredManifestTree(BlobStore blobs, ManifestSummary manifest) throws IOException {
    this.manifest = manifest;
    this.suspicion = new Suspicion(blobs, manifest.digest());
    this.reader =
        suspicion.read(() ->
            new ManifestReader(
                new ReadAhead(BlobRanges.of(blobs, manifest.digest())), manifest.digest()));
    this.frames = new Frames(reader, suspicion, FRAMES_KEPT_MAX);
  }

  @Override
  public ManifestSummary manifest() {
    return manifest;
  }

  @Override
  public Optional<Node> find(EntryPath path) throws IOException {
    if (path.isRoot()) {
      return Optional.of(new Node.Directory(path));
    }
    Optional<Entry> entry = entry(path);
    if (entry.isPresent()) {
      return Optional.of(
          entry.get() instanceof Entry.Directory
              ? new Node.Directory(path)
              : new Node.Leaf(entry.get()));
    }
    return Listing.isDirectory(frames, path)
        ? Optional.of(new Node.Directory(path))
        : Optional.empty();
  }

  private Optional<Entry> entry(EntryPath path) throws IOException {
    return frames.from(path).next().filter(entry -> entry.path().equals(path));
  }

  @Override
  public Page list(EntryPath directory, EntryPath after, int max) throws IOException {
    if (max < 1) {
      throw new IllegalArgumentException("a page has room for one at least");
    }
    if (!after.isRoot() && !after.parent().equals(directory)) {
      throw new IllegalArgumentException(after + " does not lie in " + directory);
    }
    Node node = find(directory).orElseThrow(() -> new NoSuchFileException(directory.toString()));
    if (node instanceof Node.Leaf) {
      throw new NotDirectoryException(directory.toString());
    }
    Listing listing = new Listing(frames, directory, after);
    List<Node> nodes = new ArrayList<>();
    Optional<Node> next = listing.next();
    while (next.isPresent() && nodes.size() < max) {
      nodes.add(next.get());
      next = listing.next();
    }
    return new Page(nodes, next.isPresent());
  }

  /// Goes over the entries below a directory, one at a time; over an entry itself when it is one.
  Entries entries(EntryPath below) throws IOException {
    Optional<Entry> itself = below.isRoot() ? Optional.empty() : entry(below);
    EntryPath from = itself.map(Entry::path).or(() -> Listing.leastBelow(below)).orElse(below);
    return new Entries(frames.from(from), below);
  }

  @Override
  public void walk(EntryPath below, EntryVisitor visitor) throws IOException {
    if (below.isRoot()) {
      suspicion.read(() -> {
        reader.forEach(visitor::entry);
        return reader;
      });
      return;
    }
    Entries entries = entries(below);
    for (Optional<Entry> entry = entries.next(); entry.isPresent(); entry = entries.next()) {
      visitor.entry(entry.get());
    }
  }
}
