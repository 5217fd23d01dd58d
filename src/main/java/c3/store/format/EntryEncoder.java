package c3.store.format;

import c3.model.Entry;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Writes an entry as the one line that stands for it in a manifest.
final class EntryEncoder {
  private static final byte[] PLAIN_PATH = LineBuffer.ascii("{\"p\":\"");
  private static final byte[] PATH = LineBuffer.ascii("{\"p\":");
  private static final byte[] PATH_BASE64 = LineBuffer.ascii("{\"pb\":");
  private static final byte[] FILE = LineBuffer.ascii(",\"t\":\"f\",\"s\":");
  private static final byte[] PLAIN = LineBuffer.ascii(",\"m\":420,\"mt\":");
  private static final byte[] EXECUTABLE = LineBuffer.ascii(",\"m\":493,\"mt\":");
  private static final byte[] DIGEST = LineBuffer.ascii(",\"h\":\"");
  private static final byte[] FILE_END = LineBuffer.ascii("\"}\n");
  private static final byte[] CHANGED_END = LineBuffer.ascii("\",\"c\":1}\n");
  private static final byte[] LINK = LineBuffer.ascii(",\"t\":\"l\",");
  private static final byte[] TARGET = LineBuffer.ascii("\"l\":");
  private static final byte[] TARGET_BASE64 = LineBuffer.ascii("\"lb\":");
  private static final byte[] LINK_END = LineBuffer.ascii("}\n");
  private static final byte[] DIRECTORY = LineBuffer.ascii(",\"t\":\"d\"}\n");

  private EntryEncoder() {}

  /// Appends the line with its newline.
  static void encode(Entry entry, LineBuffer line) {
    if (!line.plain(PLAIN_PATH, entry.path())) {
      name(PATH, PATH_BASE64, entry.path().bytes(), line);
    }
    switch (entry) {
      case Entry.File file -> file(file, line);
      case Entry.Link link -> {
        line.bytes(LINK);
        name(TARGET, TARGET_BASE64, link.target().bytes(), line);
        line.bytes(LINK_END);
      }
      case Entry.Directory _ -> line.bytes(DIRECTORY);
    }
  }

  private static void name(byte[] key, byte[] base64Key, byte[] name, LineBuffer line) {
    if (isUtf8(name)) {
      line.bytes(key).string(name);
    } else {
      line.bytes(base64Key).base64(name);
    }
  }

  private static boolean isUtf8(byte[] bytes) {
    if (isAscii(bytes)) {
      return true; // nearly every name, and a decoder for each is dear
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static boolean isAscii(byte[] bytes) {
    int all = 0;
    for (byte b : bytes) {
      all |= b;
    }
    return all >= 0;
  }

  private static void file(Entry.File file, LineBuffer line) {
    line.bytes(FILE)
        .number(file.sizeBytes())
        .bytes(file.executable() ? EXECUTABLE : PLAIN)
        .number(file.modifiedNanos())
        .bytes(DIGEST)
        .hex(file.digest())
        .bytes(file.changed() ? CHANGED_END : FILE_END);
  }
}
