package c3.store.format;

import c3.model.Digest;
import c3.model.Limits;
import c3.store.BlobCorrupt;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Looks for the part of a bundle that is damaged, once its bytes are known not to be those of its
/// name. For one bundle and one thread.
public final class BundleDamage {
  private static final int READ_AHEAD_BYTES = 1 << 18;
  private static final int PARTS_MAX = 3;
  private static final int CONTENTS_AT = 24;

  private final RangeSource source;
  private final Digest name;
  private final Limits limits;
  private final byte[] buffer;
  private final MessageDigest whole = Digest.hasher();
  private final List<String> parts = new ArrayList<>();
  private int more;
  private boolean content;

  private BundleDamage(RangeSource source, Digest name, Limits limits) {
    this.source = source;
    this.name = name;
    this.limits = limits;
    this.buffer =
        new byte[Math.toIntExact(Math.max(limits.smallFileMax(), BundleLayout.TRAILER_BYTES))];
  }

  /// The damaged parts, each as words behind "damaged in"; at most four. Records' contents are not
  /// among them, so nothing comes back for a bundle of which only contents are damaged: who knows
  /// which of them count has looked already. Reads the bundle once and keeps 1 MiB of it.
  ///
  /// @param known the records that are known to be there without asking the bundle, in the order of
  ///   their offsets
  public static List<String> find(
      RangeSource source, Digest name, List<BundleRecord> known, Limits limits) throws IOException {
    return new BundleDamage(source, name, limits).find(known);
  }

  private List<String> find(List<BundleRecord> known) throws IOException {
    Map<Long, BundleRecord> records = new TreeMap<>();
    known.forEach(record -> records.put(record.offset(), record));
    Optional<BundleDirectory> directory = directory();
    directory.ifPresent(
        all -> all.records().forEach(record -> records.put(record.offset(), record)));
    long size = source.sizeBytes();
    try (InputStream in = new BufferedInputStream(source.open(0, size), READ_AHEAD_BYTES)) {
      header(in);
      records(in, List.copyOf(records.values()), size);
      end(in, directory);
    }
    if (more > 0) {
      parts.add(more + " more of its parts");
    }
    return parts;
  }

  private Optional<BundleDirectory> directory() throws IOException {
    try {
      return Optional.of(BundleDirectory.read(source, name, limits));
    } catch (BlobCorrupt e) {
      add("the list at its end (" + e.what() + ")");
      return Optional.empty();
    }
  }

  private void add(String part) {
    if (parts.size() < PARTS_MAX) {
      parts.add(part);
    } else {
      more++;
    }
  }

  private void header(InputStream in) throws IOException {
    if (BundleLayout.headerFault(read(in, BundleLayout.HEADER_BYTES)).isPresent()) {
      add("its header");
    }
  }

  private void records(InputStream in, List<BundleRecord> records, long size) throws IOException {
    long at = BundleLayout.HEADER_BYTES;
    for (BundleRecord record : records) {
      long begin = record.offset() - BundleLayout.RECORD_HEADER_BYTES;
      if (begin < at) {
        continue;
      }
      skip(in, begin - at);
      record(in, record);
      long stop = record.offset() + record.storedBytes();
      at = stop + BundleLayout.padding(stop);
    }
    skip(in, size - BundleLayout.TRAILER_BYTES - at);
  }

  private void record(InputStream in, BundleRecord record) throws IOException {
    RecordHeader header = RecordHeader.read(read(in, BundleLayout.RECORD_HEADER_BYTES));
    byte[] head = Arrays.copyOf(buffer, BundleLayout.RECORD_HEADER_BYTES);
    read(in, record.storedBytes());
    MessageDigest hasher = Digest.hasher();
    hasher.update(buffer, 0, record.storedBytes());
    boolean right = Digest.ofBytes(hasher.digest()).equals(record.digest());
    content |= !right;
    boolean sealed =
        header.crc()
            == RecordHeader.checksum(head, ByteBuffer.wrap(buffer, 0, record.storedBytes()));
    if (!header.says(record.ofType(header.type())) || (right && !sealed)) {
      add("what precedes blob " + record.digest());
    }
    int padding = BundleLayout.padding(record.offset() + record.storedBytes());
    read(in, padding);
    for (int i = 0; i < padding; i++) {
      if (buffer[i] != 0) {
        add("the zeros behind blob " + record.digest());
        return;
      }
    }
  }

  /// Two fields have nothing beside them that says what they were: the UUID in the header, and what
  /// the trailer says of all bytes before it. When all else is right, one of them is not; with the
  /// second put right, the whole has its name again.
  private void end(InputStream in, Optional<BundleDirectory> directory) throws IOException {
    boolean allElse = directory.isPresent() && parts.isEmpty() && !content;
    byte[] contents = Digest.soFar(whole).bytes();
    MessageDigest mended = Digest.copy(whole);
    read(in, BundleLayout.TRAILER_BYTES);
    if (!allElse) {
      return;
    }
    System.arraycopy(contents, 0, buffer, CONTENTS_AT, contents.length);
    mended.update(buffer, 0, BundleLayout.TRAILER_BYTES);
    boolean inTrailer = Digest.ofBytes(mended.digest()).equals(name);
    add(inTrailer ? "its last bytes" : "its header");
  }

  private void skip(InputStream in, long length) throws IOException {
    long left = length;
    while (left > 0) {
      int piece = (int) Math.min(left, buffer.length);
      read(in, piece);
      left -= piece;
    }
  }

  private ByteBuffer read(InputStream in, int length) throws IOException {
    if (in.readNBytes(buffer, 0, length) != length) {
      throw new BlobCorrupt(name, "it ends early");
    }
    whole.update(buffer, 0, length);
    return ByteBuffer.wrap(buffer, 0, length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
