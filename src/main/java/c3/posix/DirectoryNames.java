package c3.posix;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/// The names in an open directory, some hundred at a time as the kernel gives them
/// (`getdents64(2)`): a `Path` of each would cost more than the listing does. One that was deleted
/// has none; one that cannot be listed is never taken for that.
final class DirectoryNames {
  private static final int ANSWER_BYTES = 1 << 15;

  /// Where an entry has its length, two bytes, and its name, which a NUL ends.
  private static final int LENGTH_AT = 16;

  private static final int NAME_AT = 19;

  private static final byte[] PARENT = {'.', '.'};

  private DirectoryNames() {}

  /// Lists them, in no order. Throws `FileSystemException` of no special kind.
  ///
  /// @param descriptor a directory that was opened for reading, and that nobody else lists
  ///   meanwhile
  /// @param shown makes the directory's name for a message
  static List<byte[]> of(int descriptor, Supplier<String> shown) throws IOException {
    List<byte[]> names = new ArrayList<>();
    byte[] entries = new byte[ANSWER_BYTES];
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment answer = arena.allocate(ANSWER_BYTES, Long.BYTES);
      ByteBuffer bytes = Calls.bytes(answer);
      // Whoever listed it before has left the descriptor at the end.
      check((int) LibC.lseek(descriptor, 0, Flags.SEEK_SET), shown);
      int length;
      while ((length = next(descriptor, answer, shown)) > 0) {
        bytes.get(0, entries, 0, length);
        add(entries, length, names);
      }
    }
    return names;
  }

  /// The length of the next entries. One that was deleted since it was opened has none.
  private static int next(int descriptor, MemorySegment answer, Supplier<String> shown)
      throws IOException {
    int length = Calls.repeated(() -> LibC.getdents64(descriptor, answer));
    return length == -Errno.ENOENT ? 0 : check(length, shown);
  }

  private static int check(int answer, Supplier<String> shown) throws IOException {
    if (answer < 0) {
      String why = "its names cannot be listed: " + Errno.sentence(-answer);
      throw new FileSystemException(shown.get(), null, why);
    }
    return answer;
  }

  private static void add(byte[] entries, int length, List<byte[]> names) {
    ByteBuffer numbers = ByteBuffer.wrap(entries).order(ByteOrder.nativeOrder());
    int at = 0;
    while (at < length) {
      byte[] name = name(entries, at + NAME_AT);
      if (!isDots(name)) {
        names.add(name);
      }
      at += Short.toUnsignedInt(numbers.getShort(at + LENGTH_AT));
    }
  }

  private static byte[] name(byte[] entries, int from) {
    int to = from;
    while (entries[to] != 0) {
      to++;
    }
    return Arrays.copyOfRange(entries, from, to);
  }

  /// Whether a name is the directory's own, or its parent's.
  private static boolean isDots(byte[] name) {
    return Arrays.equals(name, Calls.HERE) || Arrays.equals(name, PARENT);
  }
}
