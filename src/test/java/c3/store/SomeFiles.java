package c3.store;

import c3.Randomly;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Directories that go by a number: a few files, by path and content. No two are the same; most
/// have some content in common.
public final class SomeFiles {
  private static final int CONTENTS = 12;
  private static final int LARGE_BYTES = 3_000;

  private SomeFiles() {}

  /// The directory of that number.
  public static Map<String, String> of(long number) {
    RandomGenerator random = Randomly.seeded(number);
    Map<String, String> files = new HashMap<>(Map.of("number", "directory " + number));
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      int content = random.nextInt(CONTENTS);
      int length = content % 3 == 0 ? LARGE_BYTES + 7 * content : 20;
      files.put("file " + i, ("content " + content + " ").repeat(length).substring(0, length));
    }
    return files;
  }

  /// Whether a content is to be put as a file of its own, where a test does both.
  public static boolean isLarge(String content) {
    return content.length() >= LARGE_BYTES;
  }
}
