package c3.store.format;

import c3.model.Digest;
import c3.model.EntryPath;
import c3.store.BlobCorrupt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What a manifest's end says of it. Once read, its frames are known to fill the manifest from its
/// first byte to the footer, and their first paths to ascend.
///
/// @param files how many regular files are listed
/// @param bytes the sum of their sizes
/// @param frames where the entries lie
record ManifestFooter(long files, long bytes, List<Frame> frames) {
  /// One compressed stretch of entries.
  ///
  /// @param first the path of its first entry
  record Frame(EntryPath first, long offset, int length) {}

  /// Reads the footer. Throws `BlobCorrupt` when it is not right or larger than a footer may be.
  static ManifestFooter read(RangeSource source, Digest manifest) throws IOException {
    try {
      return parse(source);
    } catch (IllegalArgumentException e) {
      throw (BlobCorrupt)
          new BlobCorrupt(manifest, "it is no manifest: " + e.getMessage()).causedBy(e);
    }
  }

  private static ManifestFooter parse(RangeSource source) throws IOException {
    long size = source.sizeBytes();
    int least = ManifestLayout.FOOTER_FRAME_HEADER_BYTES + ManifestLayout.END_BYTES;
    require(size >= least, "it is too short");
    ByteBuffer end =
        littleEndian(bytes(source, size - ManifestLayout.END_BYTES, ManifestLayout.END_BYTES));
    int payload = end.getInt();
    byte[] magic = new byte[ManifestLayout.END_MAGIC.length];
    end.get(magic);
    require(Arrays.equals(magic, ManifestLayout.END_MAGIC), "its end is missing");
    require(
        payload > ManifestLayout.END_BYTES && payload <= ManifestLayout.FOOTER_BYTES_MAX,
        "its footer has an impossible size");
    int headerBytes = ManifestLayout.FOOTER_FRAME_HEADER_BYTES;
    long start = size - payload - headerBytes;
    require(start >= 0, "its footer has an impossible size");
    byte[] frame = bytes(source, start, headerBytes + payload);
    ByteBuffer header = littleEndian(frame);
    require(
        header.getInt() == ManifestLayout.FOOTER_FRAME_MAGIC && header.getInt() == payload,
        "its footer is damaged");
    int jsonEnd = frame.length - ManifestLayout.END_BYTES;
    return footer(new JsonCursor(frame, headerBytes, jsonEnd), start);
  }

  private static ManifestFooter footer(JsonCursor json, long end) {
    json.expect("{\"v\":");
    require(json.number() == ManifestLayout.VERSION, "its version is not known");
    json.expect(",\"files\":");
    long files = json.number();
    json.expect(",\"bytes\":");
    long bytes = json.number();
    json.expect(",\"frames\":[");
    List<Frame> frames = new ArrayList<>();
    long offset = 0;
    while (json.accept(frames.isEmpty() ? "[" : ",[")) {
      Frame frame = frame(json);
      require(frame.offset() == offset, "its frames leave a gap");
      require(
          frames.isEmpty() || frames.getLast().first().compareTo(frame.first()) < 0,
          "its frames are not sorted");
      offset += frame.length();
      frames.add(frame);
    }
    json.expect("]}");
    json.expectEnd();
    require(offset == end, "its frames are not all there");
    return new ManifestFooter(files, bytes, List.copyOf(frames));
  }

  private static Frame frame(JsonCursor json) {
    EntryPath first = EntryPath.ofBytes(json.base64());
    json.expect(",");
    long offset = json.number();
    json.expect(",");
    long length = json.number();
    json.expect("]");
    require(
        length > 0 && length <= ManifestLayout.STORED_FRAME_BYTES_MAX,
        "a frame has an impossible size");
    return new Frame(first, offset, (int) length);
  }

  private static byte[] bytes(RangeSource source, long offset, int length) throws IOException {
    try (InputStream in = source.open(offset, length)) {
      byte[] bytes = in.readNBytes(length);
      require(bytes.length == length, "it ends early");
      return bytes;
    }
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void require(boolean right, String otherwise) {
    if (!right) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
