package c3.store.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.Randomly;
import c3.model.Digest;
import c3.model.Entry;
import c3.model.EntryPath;
import c3.model.LinkTarget;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class EntryDecoderTest {
  private static final String OTHERWISE = "an entry is not written as it should be";
  private static final String HEX = "0123456789abcdef".repeat(4);
  private static final byte[] SUSPECTS =
      "\"\\/{}:,.-+0129abcdefABCDEFlmpstu \n\t\0\u007f\u0080\u00c3\u00ff"
          .getBytes(StandardCharsets.ISO_8859_1);

  @Test
  void readsTheLeastAndTheGreatestNumbers() {
    assertThat(decode(file("0", "-9223372036854775808", HEX))).isEqualTo(entry(0, Long.MIN_VALUE));
    assertThat(decode(file("9223372036854775807", "9223372036854775807", HEX)))
        .isEqualTo(entry(Long.MAX_VALUE, Long.MAX_VALUE));
    for (long power = 1; power <= Long.MAX_VALUE / 10; power *= 10) {
      for (long number : new long[] {power - 1, power, power + 1}) {
        assertThat(decode(file(Long.toString(number), Long.toString(-number), HEX)))
            .isEqualTo(entry(number, -number));
      }
    }
  }

  @Test
  void refusesNumbersThatAreWrittenOtherwise() {
    for (String number : List.of("00", "01", "-0", "-01", "000000000000000001")) {
      assertRefused(file(number, "0", HEX), number.equals("-01") ? "negative size" : OTHERWISE);
      assertRefused(file("0", number, HEX), OTHERWISE);
    }
    assertRefused(file("-1", "0", HEX), "a file has a negative size: a");
    assertRefused(file("1e1", "0", HEX), "expected ,\"m\":");
    assertRefused(file("1.0", "0", HEX), "expected ,\"m\":");
    assertRefused(file("0".repeat(21), "0", HEX), "expected ,\"m\":");
  }

  @Test
  void refusesNumbersThatAreNone() {
    for (String number :
        List.of(
            "9223372036854775808",
            "-9223372036854775809",
            "9999999999999999999",
            "18446744073709551616",
            "-9999999999999999999",
            "1-1",
            "--1",
            "1-",
            "-",
            "")) {
      assertRefused(file(number, "0", HEX), "For input string: \"" + number + "\"");
      assertRefused(file("0", number, HEX), "For input string: \"" + number + "\"");
    }
    assertRefused(file("+1", "0", HEX), "For input string: \"\"");
    assertRefused(file(" 1", "0", HEX), "For input string: \"\"");
  }

  @Test
  void refusesADigestThatIsWrittenOtherwise() {
    for (int i = 0; i < HEX.length(); i++) {
      String upper = HEX.substring(i, i + 1).toUpperCase(Locale.ROOT);
      if (!HEX.startsWith(upper, i)) {
        assertRefused(
            file("0", "0", HEX.substring(0, i) + upper + HEX.substring(i + 1)), OTHERWISE);
      }
    }
    assertRefused(file("0", "0", HEX.replaceFirst("0", "\\\\u0030")), OTHERWISE);
    assertRefused(file("0", "0", "sha256:" + HEX), OTHERWISE);
  }

  @Test
  void refusesADigestThatIsNone() {
    for (String hex : List.of("", "0", HEX.substring(1), HEX + "0", "sha256:")) {
      assertRefused(file("0", "0", hex), "not a sha256 digest: " + hex);
    }
    for (int i = 0; i < HEX.length(); i++) {
      for (char wrong : "gGxz/:@`~ -\u007f".toCharArray()) {
        String hex = HEX.substring(0, i) + wrong + HEX.substring(i + 1);
        assertRefused(file("0", "0", hex), "not a hexadecimal digit: \"" + wrong + "\"");
      }
    }
    assertRefused(file("0", "0", HEX.substring(2) + "\u00e9"), "not a hexadecimal digit");
    assertRefused("{\"p\":\"a\",\"t\":\"f\",\"s\":0,\"m\":420,\"mt\":0,\"h\":\"", "it ends early");
    assertRefused(file("0", "0", HEX).replace("\"}", ""), "it ends early");
  }

  @Test
  void refusesNamesThatAreWrittenOtherwise() {
    assertRefused("{\"p\":\"a\tb\",\"t\":\"d\"}\n", OTHERWISE);
    assertRefused("{\"p\":\"\\u0061\",\"t\":\"d\"}\n", OTHERWISE);
    assertRefused("{\"p\":\"\\u001F\",\"t\":\"d\"}\n", OTHERWISE);
    assertRefused("{\"p\":\"\\u000a\",\"t\":\"d\"}\n", OTHERWISE);
    assertRefused("{\"pb\":\"YQ==\",\"t\":\"d\"}\n", OTHERWISE);
    assertRefused("{\"pb\":\"/w\",\"t\":\"d\"}\n", OTHERWISE);
    assertRefused("{\"p\":\"a\\/b\",\"t\":\"d\"}\n", "an escape that is never written");
    assertRefused("{\"p\":\"a\\\nb\",\"t\":\"d\"}\n", "an escape that is never written");
    assertRefused("{\"p\":\"\\u0100\",\"t\":\"d\"}\n", "expected 00");
    assertRefused("{\"p\":\"a\0\",\"t\":\"d\"}\n", "a path contains a NUL byte");
    assertRefused("{\"p\":\"a\\u0000\",\"t\":\"d\"}\n", "a path contains a NUL byte");
    assertRefused("{\"p\":\"a/../b\",\"t\":\"d\"}\n", "part: a/../b");
    assertRefused("{\"p\":\"" + "a".repeat(4_096) + "\",\"t\":\"d\"}\n", "longer than 4095 bytes");
    assertRefused("{\"p\":\"\",\"t\":\"d\"}\n", "an entry needs a path");
    assertRefused("{\"p\":\"a\\", "it ends early");
    assertRefused("{\"p\":\"a", "it ends early");
    assertRefused("{\"p\":\"a\"", "expected ,\"t\":\"");
  }

  @Test
  void everyChangedLineIsRefusedOrIsTheLineOfAnotherEntry() {
    Randomly.times(
        2_000,
        random -> {
          byte[] line = changed(line(entry(random)), random);
          try {
            assertThat(line(decode(line))).isEqualTo(line);
          } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotEmpty();
          }
        });
  }

  private static byte[] changed(byte[] line, RandomGenerator random) {
    byte[] changed = line.clone();
    int at = random.nextInt(changed.length);
    byte suspect = SUSPECTS[random.nextInt(SUSPECTS.length)];
    switch (random.nextInt(3)) {
      case 0 -> changed[at] = suspect;
      case 1 -> {
        changed = Arrays.copyOf(line, line.length + 1);
        System.arraycopy(line, at, changed, at + 1, line.length - at);
        changed[at] = suspect;
      }
      default -> {
        System.arraycopy(line, at + 1, changed, at, line.length - at - 1);
        changed = Arrays.copyOf(changed, line.length - 1);
      }
    }
    return changed;
  }

  @Test
  void anyEntryIsReadAsItWasWritten() {
    Randomly.times(
        2_000,
        random -> {
          Entry entry = entry(random);
          assertThat(decode(line(entry))).isEqualTo(entry);
        });
  }

  private static Entry entry(RandomGenerator random) {
    EntryPath path = EntryPath.ofBytes(name(random));
    return switch (random.nextInt(4)) {
      case 0 -> new Entry.Link(path, LinkTarget.ofBytes(name(random)));
      case 1 -> new Entry.Directory(path);
      default ->
          new Entry.File(
              path,
              random.nextLong() >>> random.nextInt(1, 64),
              random.nextBoolean(),
              random.nextLong() >> random.nextInt(64),
              new Digest(
                  random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()),
              random.nextBoolean());
    };
  }

  private static byte[] name(RandomGenerator random) {
    byte[] name = new byte[random.nextInt(1, 20)];
    boolean ascii = random.nextInt(4) > 0;
    for (int i = 0; i < name.length; i++) {
      int b = random.nextInt(1, ascii ? 128 : 256);
      name[i] = (byte) (b == '/' || b == '.' ? 'a' : b);
    }
    return name;
  }

  private static Entry entry(long size, long modified) {
    return new Entry.File(EntryPath.of("a"), size, false, modified, Digest.parse(HEX), false);
  }

  private static String file(String size, String modified, String hex) {
    return "{\"p\":\"a\",\"t\":\"f\",\"s\":%s,\"m\":420,\"mt\":%s,\"h\":\"%s\"}\n"
        .formatted(size, modified, hex);
  }

  private static byte[] line(Entry entry) {
    LineBuffer line = new LineBuffer();
    EntryEncoder.encode(entry, line);
    return Arrays.copyOf(line.array(), line.size());
  }

  private static Entry decode(String line) {
    return decode(line.getBytes(StandardCharsets.UTF_8));
  }

  private static Entry decode(byte[] line) {
    EntryDecoder decoder = new EntryDecoder(line);
    Entry entry = decoder.next();
    if (decoder.hasNext()) {
      throw new IllegalArgumentException("something follows");
    }
    return entry;
  }

  private static void assertRefused(String line, String why) {
    assertThatThrownBy(() -> decode(line))
        .as(line)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
