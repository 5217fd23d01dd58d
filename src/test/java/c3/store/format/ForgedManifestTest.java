package c3.store.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.model.Digest;
import c3.model.EntryPath;
import c3.store.BlobCorrupt;
import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Manifests whose footer is right and whose frames no `ManifestWriter` writes.
class ForgedManifestTest {
  private static final String DISORDER = "entries are not in the order of their paths: ";
  private static final String BELOW = "an entry lies below another one: ";

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final StringBuilder frames = new StringBuilder();

  @Test
  void aRightOneIsRead() throws IOException {
    frame("a", "a", "a-b").frame("aa/b", "aa/b", "ab").frame("b", "b");
    assertThat(paths()).containsExactly("a", "a-b", "aa/b", "ab", "b");
    assertThat(reader().frame(1)).hasSize(2);
  }

  @Test
  void refusesDisorderInAFrame() {
    frame("b", "b", "a");
    assertCorrupt(DISORDER + "a");
  }

  @Test
  void refusesARepeatInAFrame() {
    frame("a", "a", "a");
    assertCorrupt(DISORDER + "a");
  }

  @Test
  void refusesDisorderFromFrameToFrame() throws IOException {
    frame("a", "a", "c").frame("b", "b", "d");
    assertCorrupt(DISORDER + "b");
    assertThat(reader().frame(1)).hasSize(2);
  }

  @Test
  void refusesARepeatFromFrameToFrame() {
    frame("a", "a", "c").frame("c", "c", "d");
    assertCorrupt(DISORDER + "c");
  }

  @Test
  void refusesAnEntryBelowAnotherOfAFrame() {
    frame("a", "a", "a!", "a-b", "a/b/c");
    assertCorrupt(BELOW + "a/b/c");
  }

  @Test
  void refusesAnEntryBelowAnotherOfAnEarlierFrame() throws IOException {
    frame("a", "a", "a!").frame("a-b", "a-b").frame("a/b/c", "a/b/c");
    assertCorrupt(BELOW + "a/b/c");
    assertThat(reader().frame(2)).hasSize(1);
  }

  @Test
  void refusesAFrameThatDoesNotBeginWhereTheFooterSays() {
    frame("a", "a", "c").frame("d", "b", "e");
    assertCorrupt("a frame does not begin where the footer says");
    assertThatThrownBy(() -> reader().frame(1)).isInstanceOf(BlobCorrupt.class);
  }

  @Test
  void refusesALastLineWithoutEnd() {
    frameOf("a", line("a") + line("b").strip());
    assertCorrupt("a frame has another number of lines than it may");
  }

  @Test
  void refusesALineThatIsOnlyBegun() {
    frameOf("a", line("a") + "{\"p\":\"b");
    assertCorrupt("a frame has another number of lines than it may");
  }

  @Test
  void refusesAnEmptyLine() {
    frameOf("a", line("a") + "\n" + line("b"));
    assertCorrupt("expected {");
  }

  @Test
  void refusesALineBreakInAName() {
    frameOf("a", line("a") + line("b\nc"));
    assertCorrupt("it ends early");
  }

  @Test
  void refusesAnEscapedLineBreakInAName() {
    frameOf("a", line("a") + line("b\\\nc"));
    assertCorrupt("an escape that is never written");
  }

  @Test
  void takesAsManyEntriesAsAFrameMayHaveAndNotOneMore() throws IOException {
    frameOf("f10000", lines(1_024));
    assertThat(paths()).hasSize(1_024);
    frameOf("g", line("g")).frameOf("h10000", lines(1_025).replace('f', 'h'));
    assertCorrupt("a frame has another number of lines than it may");
  }

  private static String lines(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> line("f" + (10_000 + i)))
        .collect(Collectors.joining());
  }

  private static String line(String path) {
    return "{\"p\":\"" + path + "\",\"t\":\"d\"}\n";
  }

  private ForgedManifestTest frame(String first, String... paths) {
    return frameOf(
        first, List.of(paths).stream().map(path -> line(path)).collect(Collectors.joining()));
  }

  private ForgedManifestTest frameOf(String first, String lines) {
    byte[] stored = Zstd.compress(lines.getBytes(StandardCharsets.UTF_8));
    LineBuffer name = new LineBuffer().base64(EntryPath.of(first).bytes());
    frames
        .append(frames.isEmpty() ? "[" : ",[")
        .append(new String(name.array(), 0, name.size(), StandardCharsets.US_ASCII))
        .append("," + written.size() + "," + stored.length + "]");
    written.writeBytes(stored);
    return this;
  }

  private ManifestReader reader() throws IOException {
    byte[] json =
        ("{\"v\":1,\"files\":0,\"bytes\":0,\"frames\":[" + frames + "]}")
            .getBytes(StandardCharsets.US_ASCII);
    int payload = json.length + ManifestLayout.END_BYTES;
    ByteBuffer whole =
        ByteBuffer.allocate(written.size() + ManifestLayout.FOOTER_FRAME_HEADER_BYTES + payload)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(written.toByteArray())
            .putInt(ManifestLayout.FOOTER_FRAME_MAGIC)
            .putInt(payload)
            .put(json)
            .putInt(payload)
            .put(ManifestLayout.END_MAGIC);
    return new ManifestReader(RangeSource.of(whole.array()), Digest.EMPTY);
  }

  private List<String> paths() throws IOException {
    List<String> paths = new ArrayList<>();
    reader().forEach(entry -> paths.add(entry.path().toString()));
    return paths;
  }

  private void assertCorrupt(String why) {
    assertThatThrownBy(this::paths).isInstanceOf(BlobCorrupt.class).hasMessageContaining(why);
  }
}
