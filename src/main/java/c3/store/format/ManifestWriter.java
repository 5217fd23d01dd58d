package c3.store.format;

import c3.model.Digest;
import c3.model.Entry;
import c3.model.ManifestSummary;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;

/// Writes a manifest as its entries come, in the order of their paths. The same entries give the
/// same bytes, always. Keeps one frame in memory, and one path for each thousand entries. For one
/// thread; the stream is the caller's to close.
public final class ManifestWriter implements Closeable {
  private final OutputStream out;
  private final MessageDigest hasher = Digest.hasher();
  private final ZstdCompressCtx compressor = new ZstdCompressCtx();
  private final PathOrder order = new PathOrder();
  private final LineBuffer line = new LineBuffer();
  private final LineBuffer frame = new LineBuffer();
  private final LineBuffer frames = new LineBuffer();
  private byte[] firstPath = new byte[0];
  private int frameEntries;
  private long writtenBytes;
  private long files;
  private long fileBytes;

  public ManifestWriter(OutputStream out) {
    this.out = out;
    compressor.setLevel(ManifestLayout.COMPRESSION_LEVEL);
    compressor.setChecksum(true);
    compressor.setContentSize(true);
  }

  /// Adds an entry. Throws `IllegalArgumentException` when its path is not greater than the last
  /// one's, or lies below an entry that is there.
  public void add(Entry entry) throws IOException {
    order.next(entry.path());
    line.reset();
    EntryEncoder.encode(entry, line);
    if (frameEntries == ManifestLayout.FRAME_ENTRIES_MAX
        || frame.size() + line.size() > ManifestLayout.FRAME_BYTES_MAX) {
      endFrame();
    }
    if (frameEntries == 0) {
      firstPath = entry.path().bytes();
    }
    frame.bytes(line.array(), 0, line.size());
    frameEntries++;
    if (entry instanceof Entry.File file) {
      files++;
      fileBytes = Math.addExact(fileBytes, file.sizeBytes());
    }
  }

  private void endFrame() throws IOException {
    byte[] stored = compressor.compress(Arrays.copyOf(frame.array(), frame.size()));
    frames
        .text(frames.size() == 0 ? "[" : ",[")
        .base64(firstPath)
        .text(",")
        .number(writtenBytes)
        .text(",")
        .number(stored.length)
        .text("]");
    if (frames.size() > ManifestLayout.FOOTER_BYTES_MAX - ManifestLayout.FOOTER_REST_BYTES) {
      throw new IllegalArgumentException("there are too many entries for one manifest");
    }
    write(stored);
    frame.reset();
    frameEntries = 0;
  }

  /// Writes what is left and the footer.
  public SealedManifest finish() throws IOException {
    if (frameEntries > 0) {
      endFrame();
    }
    write(footer());
    Digest digest = Digest.ofBytes(hasher.digest());
    return new SealedManifest(new ManifestSummary(digest, files, fileBytes), writtenBytes);
  }

  private byte[] footer() {
    LineBuffer json = new LineBuffer();
    json.text("{\"v\":")
        .number(ManifestLayout.VERSION)
        .text(",\"files\":")
        .number(files)
        .text(",\"bytes\":")
        .number(fileBytes)
        .text(",\"frames\":[");
    json.bytes(frames.array(), 0, frames.size());
    json.text("]}");
    int payload = json.size() + ManifestLayout.END_BYTES;
    return ByteBuffer.allocate(ManifestLayout.FOOTER_FRAME_HEADER_BYTES + payload)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(ManifestLayout.FOOTER_FRAME_MAGIC)
        .putInt(payload)
        .put(json.array(), 0, json.size())
        .putInt(payload)
        .put(ManifestLayout.END_MAGIC)
        .array();
  }

  private void write(byte[] bytes) throws IOException {
    out.write(bytes);
    hasher.update(bytes);
    writtenBytes += bytes.length;
  }

  /// Gives the compressor's memory back.
  @Override
  public void close() {
    compressor.close();
  }
}
