package c3.store.format;

import c3.model.Digest;
import c3.model.Entry;
import c3.model.EntryPath;
import c3.model.LinkTarget;
import java.util.Arrays;

/// Reads a manifest's lines, one after another. Only the very bytes that `EntryEncoder` writes for
/// an entry are taken, so that an entry has one form and a manifest no hidden corners.
final class EntryDecoder {
  private static final byte[] BEGIN = LineBuffer.ascii("{");
  private static final byte[] PATH = LineBuffer.ascii("\"p");
  private static final byte[] TARGET = LineBuffer.ascii("\"l");
  private static final byte[] BASE64 = LineBuffer.ascii("b\":");
  private static final byte[] TEXT = LineBuffer.ascii("\":");
  private static final byte[] TYPE = LineBuffer.ascii(",\"t\":\"");
  private static final byte[] FILE = LineBuffer.ascii("f\"");
  private static final byte[] LINK = LineBuffer.ascii("l\",");
  private static final byte[] DIRECTORY = LineBuffer.ascii("d\"");
  private static final byte[] SIZE = LineBuffer.ascii(",\"s\":");
  private static final byte[] MODE = LineBuffer.ascii(",\"m\":");
  private static final byte[] EXECUTABLE = LineBuffer.ascii("493");
  private static final byte[] PLAIN = LineBuffer.ascii("420");
  private static final byte[] MODIFIED = LineBuffer.ascii(",\"mt\":");
  private static final byte[] DIGEST = LineBuffer.ascii(",\"h\":");
  private static final byte[] CHANGED = LineBuffer.ascii(",\"c\":1");
  private static final byte[] END = LineBuffer.ascii("}\n");

  private final byte[] bytes;
  private final JsonCursor lines;
  private final LineBuffer again = new LineBuffer();

  /// Reads all of an array.
  EntryDecoder(byte[] bytes) {
    this.bytes = bytes;
    this.lines = new JsonCursor(bytes, 0, bytes.length);
  }

  /// Whether there is another line.
  boolean hasNext() {
    return lines.at() < bytes.length;
  }

  /// Reads the next line with its newline. Throws `IllegalArgumentException` when it is no entry.
  Entry next() {
    int from = lines.at();
    lines.expect(BEGIN);
    EntryPath path = EntryPath.ofBytes(name(PATH));
    lines.expect(TYPE);
    Entry entry = rest(path);
    lines.expect(END);
    again.reset();
    EntryEncoder.encode(entry, again);
    if (!Arrays.equals(again.array(), 0, again.size(), bytes, from, lines.at())) {
      throw new IllegalArgumentException("an entry is not written as it should be");
    }
    return entry;
  }

  private byte[] name(byte[] key) {
    lines.expect(key);
    if (lines.accept(BASE64)) {
      return lines.base64();
    }
    lines.expect(TEXT);
    return lines.string();
  }

  private Entry rest(EntryPath path) {
    if (lines.accept(FILE)) {
      return file(path);
    }
    if (lines.accept(LINK)) {
      return new Entry.Link(path, LinkTarget.ofBytes(name(TARGET)));
    }
    lines.expect(DIRECTORY);
    return new Entry.Directory(path);
  }

  private Entry file(EntryPath path) {
    lines.expect(SIZE);
    long size = lines.number();
    lines.expect(MODE);
    boolean executable = lines.accept(EXECUTABLE);
    if (!executable) {
      lines.expect(PLAIN);
    }
    lines.expect(MODIFIED);
    long modified = lines.number();
    lines.expect(DIGEST);
    Digest digest = lines.digest();
    boolean changed = lines.accept(CHANGED);
    return new Entry.File(path, size, executable, modified, digest, changed);
  }
}
