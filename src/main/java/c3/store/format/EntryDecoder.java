package c3.store.format;

import c3.model.Digest;
import c3.model.Entry;
import c3.model.EntryPath;
import c3.model.LinkTarget;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads a manifest's line. Only the very bytes that `EntryEncoder` writes for an entry are taken,
/// so that an entry has one form and a manifest no hidden corners.
final class EntryDecoder {
  private final LineBuffer again = new LineBuffer();

  /// Reads one line with its newline. Throws `IllegalArgumentException` when it is no entry.
  Entry decode(byte[] bytes, int from, int end) {
    JsonCursor line = new JsonCursor(bytes, from, end);
    line.expect("{");
    EntryPath path = EntryPath.ofBytes(name("p", line));
    line.expect(",\"t\":\"");
    Entry entry = rest(path, line);
    line.expect("}\n");
    line.expectEnd();
    again.reset();
    EntryEncoder.encode(entry, again);
    if (!Arrays.equals(again.array(), 0, again.size(), bytes, from, end)) {
      throw new IllegalArgumentException("an entry is not written as it should be");
    }
    return entry;
  }

  private static byte[] name(String key, JsonCursor line) {
    line.expect("\"" + key);
    if (line.accept("b\":")) {
      return line.base64();
    }
    line.expect("\":");
    return line.string();
  }

  private static Entry rest(EntryPath path, JsonCursor line) {
    if (line.accept("f\"")) {
      return file(path, line);
    }
    if (line.accept("l\",")) {
      return new Entry.Link(path, LinkTarget.ofBytes(name("l", line)));
    }
    line.expect("d\"");
    return new Entry.Directory(path);
  }

  private static Entry file(EntryPath path, JsonCursor line) {
    line.expect(",\"s\":");
    long size = line.number();
    line.expect(",\"m\":");
    boolean executable = line.accept("493");
    if (!executable) {
      line.expect("420");
    }
    line.expect(",\"mt\":");
    long modified = line.number();
    line.expect(",\"h\":");
    Digest digest = Digest.parse(new String(line.string(), StandardCharsets.US_ASCII));
    boolean changed = line.accept(",\"c\":1");
    return new Entry.File(path, size, executable, modified, digest, changed);
  }
}
