package c3.store.format;

import c3.model.Entry;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Writes an entry as the one line that stands for it in a manifest.
final class EntryEncoder {
  private static final int MODE = 420;
  private static final int MODE_EXECUTABLE = 493;

  private EntryEncoder() {}

  /// Appends the line with its newline.
  static void encode(Entry entry, LineBuffer line) {
    line.text("{");
    name("p", entry.path().bytes(), line);
    switch (entry) {
      case Entry.File file -> file(file, line);
      case Entry.Link link -> {
        line.text(",\"t\":\"l\",");
        name("l", link.target().bytes(), line);
      }
      case Entry.Directory _ -> line.text(",\"t\":\"d\"");
    }
    line.text("}\n");
  }

  private static void name(String key, byte[] bytes, LineBuffer line) {
    if (isUtf8(bytes)) {
      line.text("\"" + key + "\":").string(bytes);
    } else {
      line.text("\"" + key + "b\":").base64(bytes);
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
    line.text(",\"t\":\"f\",\"s\":")
        .number(file.sizeBytes())
        .text(",\"m\":")
        .number(file.executable() ? MODE_EXECUTABLE : MODE)
        .text(",\"mt\":")
        .number(file.modifiedNanos())
        .text(",\"h\":\"")
        .text(file.digest().hex())
        .text("\"");
    if (file.changed()) {
      line.text(",\"c\":1");
    }
  }
}
