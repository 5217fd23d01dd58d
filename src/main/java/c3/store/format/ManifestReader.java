package c3.store.format;

import c3.model.Digest;
import c3.model.Entry;
import c3.model.EntryPath;
import c3.model.ManifestSummary;
import c3.store.BlobCorrupt;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a manifest in ranges: its footer once, then the frames that are asked for. Believes
/// nothing that the bytes say: what is not right throws `BlobCorrupt`, and no size is taken on
/// trust. Keeps the footer in memory and no frame. Safe for many threads where its source is.
///
/// The manifest's own digest is not checked here, since that takes every byte of it.
public final class ManifestReader {
  private final RangeSource source;
  private final Digest digest;
  private final ManifestFooter footer;

  /// Reads the footer.
  ///
  /// @param digest what the manifest is called in messages
  public ManifestReader(RangeSource source, Digest digest) throws IOException {
    this.source = source;
    this.digest = digest;
    this.footer = ManifestFooter.read(source, digest);
  }

  /// What the manifest says it lists; `forEach` proves it.
  public ManifestSummary summary() {
    return new ManifestSummary(digest, footer.files(), footer.bytes());
  }

  /// How many frames there are.
  public int frames() {
    return footer.frames().size();
  }

  /// The frame in which a path lies if it is there: the last whose first path is not greater, or
  /// the first. 0 for a manifest without entries.
  public int frameOf(EntryPath path) {
    int low = 0;
    int high = frames();
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (footer.frames().get(middle).first().compareTo(path) <= 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// The entries of one frame, in order; 1 to 1,024 of them, 1 MiB before they were compressed.
  public List<Entry> frame(int index) throws IOException {
    return frame(index, new PathOrder());
  }

  private List<Entry> frame(int index, PathOrder order) throws IOException {
    ManifestFooter.Frame frame = footer.frames().get(index);
    try {
      List<Entry> entries = decode(decompress(stored(frame)));
      if (entries.isEmpty() || !entries.getFirst().path().equals(frame.first())) {
        throw new IllegalArgumentException("a frame does not begin where the footer says");
      }
      for (Entry entry : entries) {
        order.next(entry.path());
      }
      return entries;
    } catch (IllegalArgumentException | ZstdException e) {
      throw corrupt(e);
    }
  }

  private BlobCorrupt corrupt(RuntimeException e) {
    return (BlobCorrupt) new BlobCorrupt(digest, String.valueOf(e.getMessage())).causedBy(e);
  }

  private byte[] stored(ManifestFooter.Frame frame) throws IOException {
    try (InputStream in = source.open(frame.offset(), frame.length())) {
      byte[] bytes = in.readNBytes(frame.length());
      if (bytes.length < frame.length()) {
        throw new IllegalArgumentException("it ends early");
      }
      return bytes;
    }
  }

  private static byte[] decompress(byte[] stored) {
    long size = Zstd.getFrameContentSize(stored);
    if (size <= 0 || size > ManifestLayout.FRAME_BYTES_MAX) {
      throw new IllegalArgumentException("a frame has an impossible size");
    }
    byte[] bytes = Zstd.decompress(stored, (int) size);
    if (bytes.length != size) {
      throw new IllegalArgumentException("a frame is shorter than it says");
    }
    return bytes;
  }

  private static List<Entry> decode(byte[] lines) {
    List<Entry> entries = new ArrayList<>();
    EntryDecoder decoder = new EntryDecoder(lines);
    boolean whole = lines[lines.length - 1] == '\n';
    while (whole && decoder.hasNext()) {
      entries.add(decoder.next());
    }
    if (!whole || entries.size() > ManifestLayout.FRAME_ENTRIES_MAX) {
      throw new IllegalArgumentException("a frame has another number of lines than it may");
    }
    return List.copyOf(entries);
  }

  /// The entry at a path, if there is one. Reads one frame.
  public Optional<Entry> find(EntryPath path) throws IOException {
    if (frames() == 0) {
      return Optional.empty();
    }
    return frame(frameOf(path)).stream().filter(entry -> entry.path().equals(path)).findFirst();
  }

  /// Hands over every entry in order, and checks the order from frame to frame and, at the end, the
  /// counts of the footer: `BlobCorrupt` may come after entries were handed over.
  public void forEach(Visitor visitor) throws IOException {
    PathOrder order = new PathOrder();
    long files = 0;
    long bytes = 0;
    for (int i = 0; i < frames(); i++) {
      for (Entry entry : frame(i, order)) {
        if (entry instanceof Entry.File file) {
          files++;
          bytes = sum(bytes, file.sizeBytes());
        }
        visitor.entry(entry);
      }
    }
    if (files != footer.files() || bytes != footer.bytes()) {
      throw new BlobCorrupt(digest, "it does not list what its footer says");
    }
  }

  private long sum(long bytes, long more) throws BlobCorrupt {
    if (more > Long.MAX_VALUE - bytes) {
      throw new BlobCorrupt(digest, "its files are larger than can be");
    }
    return bytes + more;
  }

  /// Takes entries in manifest order.
  public interface Visitor {
    /// Called once for each entry.
    void entry(Entry entry) throws IOException;
  }
}
