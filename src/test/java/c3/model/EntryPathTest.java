package c3.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryPathTest {
  @Test
  void takesNamesThatOnlyResembleDots() {
    for (String path : List.of(".a", "..a", "...", "a.", "a..", "a/.b/..c/...", ".\u0001", "a/b")) {
      assertThat(EntryPath.of(path)).hasToString(path);
    }
    byte[] bytes = {(byte) 0xff, '/', (byte) 0x80};
    assertThat(EntryPath.ofBytes(bytes).bytes()).isEqualTo(bytes);
    assertThat(EntryPath.ofBytes(new byte[0])).isSameAs(EntryPath.ROOT);
  }

  @Test
  void refusesEmptyAndDottedParts() {
    for (String path :
        List.of(
            "/", "/a", "a/", "a//b", ".", "..", "./a", "../a", "a/.", "a/..", "a/./b", "a/../b")) {
      assertThatThrownBy(() -> EntryPath.of(path))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a path has an empty, `.` or `..` part: " + path);
    }
    assertThatThrownBy(() -> EntryPath.of("a//\0"))
        .hasMessage("a path has an empty, `.` or `..` part: a//?");
  }

  @Test
  void refusesNul() {
    for (String path : List.of("\0", "a\0", "\0a", "a/\0/b", ".\0", "..\0", "a\0//")) {
      assertThatThrownBy(() -> EntryPath.of(path))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a path contains a NUL byte");
    }
  }

  @Test
  void refusesWhatIsTooLong() {
    assertThat(EntryPath.of("a".repeat(4_095)).sizeBytes()).isEqualTo(4_095);
    assertThatThrownBy(() -> EntryPath.of("a".repeat(4_096)))
        .hasMessage("a path is longer than 4095 bytes");
    assertThatThrownBy(() -> EntryPath.of("a".repeat(4_094)).resolve("bc"))
        .hasMessage("a path is longer than 4095 bytes");
  }

  @Test
  void keepsItsOwnBytes() {
    byte[] bytes = "abc".getBytes(StandardCharsets.US_ASCII);
    EntryPath path = EntryPath.ofBytes(bytes);
    bytes[0] = 'x';
    path.bytes()[1] = 'x';
    assertThat(path).isEqualTo(EntryPath.of("abc"));
  }

  @Test
  void beginsAlikeAmidASegmentButLiesBelowWholeOnesOnly() {
    EntryPath path = EntryPath.of("ab/cd");
    for (String beginning : List.of("", "a", "ab", "ab/c", "ab/cd")) {
      assertThat(path.beginsWith(EntryPath.of(beginning))).as(beginning).isTrue();
      assertThat(path.startsWith(EntryPath.of(beginning)))
          .as(beginning)
          .isEqualTo(List.of("", "ab", "ab/cd").contains(beginning));
    }
    for (String other : List.of("b", "ab/d", "ab/cde")) {
      assertThat(path.beginsWith(EntryPath.of(other))).as(other).isFalse();
      assertThat(path.startsWith(EntryPath.of(other))).as(other).isFalse();
    }
  }

  @Test
  void isCopiedToAPlaceInAnArray() {
    byte[] target = "xxxxx".getBytes(StandardCharsets.US_ASCII);
    EntryPath.of("a/b").copyTo(target, 1);
    assertThat(target).asString(StandardCharsets.US_ASCII).isEqualTo("xa/bx");
  }
}
