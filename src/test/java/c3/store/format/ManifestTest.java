package c3.store.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.Randomly;
import c3.model.Digest;
import c3.model.Entry;
import c3.model.EntryPath;
import c3.model.LinkTarget;
import c3.store.BlobCorrupt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
  @TempDir private Path folder;

  @Test
  void entriesComeBackAsTheyWere() throws IOException {
    Randomly.times(
        20,
        random -> {
          List<Entry> entries = entries(random, random.nextInt(4_000));
          Written written = write(entries);
          ManifestReader reader = reader(written);
          assertThat(all(reader)).isEqualTo(entries);
          assertThat(reader.summary()).isEqualTo(written.sealed().summary());
          assertThat(written.sealed().summary().digest()).isEqualTo(Digest.of(written.bytes()));
          assertThat(written.sealed().sizeBytes()).isEqualTo(written.bytes().length);
          assertThat(reader.frames()).isEqualTo((entries.size() + 1_023) / 1_024);
        });
  }

  @Test
  void anEntryIsFoundByItsPathAlone() throws IOException {
    List<Entry> entries = entries(Randomly.seeded(7), 5_000);
    ManifestReader reader = reader(write(entries));
    for (int i = 0; i < entries.size(); i += 97) {
      assertThat(reader.find(entries.get(i).path())).contains(entries.get(i));
      assertThat(reader.find(entries.get(i).path().resolve("nothing"))).isEmpty();
    }
    assertThat(reader.find(EntryPath.of("!before everything"))).isEmpty();
    assertThat(reader.find(EntryPath.of("~~~behind everything"))).isEmpty();
  }

  @Test
  void aManifestMayBeEmpty() throws IOException {
    Written written = write(List.of());
    ManifestReader reader = reader(written);
    assertThat(all(reader)).isEmpty();
    assertThat(reader.find(EntryPath.of("a"))).isEmpty();
    assertThat(reader.summary().files()).isZero();
  }

  @Test
  void theSameEntriesGiveTheSameBytes() throws IOException {
    List<Entry> entries = entries(Randomly.seeded(3), 3_000);
    assertThat(write(entries).bytes()).isEqualTo(write(entries).bytes());
  }

  @Test
  void refusesDisorderAndRepeats() {
    assertRefused(file("b"), file("a"));
    assertRefused(file("a"), file("a"));
    assertRefused(file("a"), directory("a"));
  }

  @Test
  void refusesAnEntryBelowAnother() {
    assertRefused(file("a"), file("a/b"));
    assertRefused(file("a"), file("a!"), file("a-b"), file("a/b/c"));
    assertRefused(directory("a"), file("a/b"));
    assertRefused(new Entry.Link(EntryPath.of("a"), LinkTarget.of("b")), file("a/b"));
  }

  @Test
  void takesNamesThatOnlyBeginAlike() throws IOException {
    List<Entry> entries = List.of(file("a"), file("a-b"), file("aa/b"), file("ab"), file("ab0"));
    assertThat(all(reader(write(entries)))).isEqualTo(entries);
  }

  @Test
  void aFrameIsClosedBeforeItGrowsLarge() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      byte[] path = new byte[4_000];
      Arrays.fill(path, (byte) 1);
      byte[] number = "%03d".formatted(i).getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(number, 0, path, 0, number.length);
      entries.add(new Entry.Directory(EntryPath.ofBytes(path)));
    }
    ManifestReader reader = reader(write(entries));
    assertThat(reader.frames()).isGreaterThan(8);
    assertThat(all(reader)).isEqualTo(entries);
  }

  @Test
  void noDamageGoesByWithoutBlobCorruptOrTheSameEntries() throws IOException {
    List<Entry> entries = entries(Randomly.seeded(11), 12);
    Written written = write(entries);
    for (int bit = 0; bit < 8 * written.bytes().length; bit++) {
      byte[] wrong = written.bytes().clone();
      wrong[bit / 8] ^= (byte) (1 << (bit % 8));
      assertSameOrCorrupt(wrong, entries);
    }
    for (int length = 0; length < written.bytes().length; length++) {
      assertSameOrCorrupt(Arrays.copyOf(written.bytes(), length), List.of());
    }
  }

  private static void assertSameOrCorrupt(byte[] bytes, List<Entry> entries) throws IOException {
    try {
      assertThat(all(new ManifestReader(RangeSource.of(bytes), Digest.EMPTY))).isEqualTo(entries);
    } catch (BlobCorrupt e) {
      assertThat(e.message()).isNotEmpty();
    }
  }

  @Test
  void onlyTheOneFormOfAnEntryIsRead() {
    String hash = "\"h\":\"" + "0".repeat(64) + "\"";
    assertNoEntry("{\"p\":\"a\",\"t\":\"x\"}");
    assertNoEntry("{\"p\":\"a\", \"t\":\"d\"}");
    assertNoEntry("{\"t\":\"d\",\"p\":\"a\"}");
    assertNoEntry("{\"p\":\"\\u0061\",\"t\":\"d\"}");
    assertNoEntry("{\"p\":\"a\\/b\",\"t\":\"d\"}");
    assertNoEntry("{\"pb\":\"YQ==\",\"t\":\"d\"}");
    assertNoEntry("{\"p\":\"../a\",\"t\":\"d\"}");
    assertNoEntry("{\"p\":\"/a\",\"t\":\"d\"}");
    assertNoEntry("{\"p\":\"\",\"t\":\"d\"}");
    assertNoEntry("{\"p\":\"a\\u0000\",\"t\":\"d\"}");
    assertNoEntry("{\"p\":\"a\",\"t\":\"l\",\"l\":\"\"}");
    assertNoEntry("{\"p\":\"a\",\"t\":\"f\",\"s\":-1,\"m\":420,\"mt\":0," + hash + "}");
    assertNoEntry("{\"p\":\"a\",\"t\":\"f\",\"s\":01,\"m\":420,\"mt\":0," + hash + "}");
    assertNoEntry("{\"p\":\"a\",\"t\":\"f\",\"s\":1,\"m\":511,\"mt\":0," + hash + "}");
    assertNoEntry(
        "{\"p\":\"a\",\"t\":\"f\",\"s\":9223372036854775808,\"m\":420,\"mt\":0," + hash + "}");
    assertNoEntry("{\"p\":\"a\",\"t\":\"f\",\"s\":1,\"m\":420,\"mt\":0,\"h\":\"0\"}");
    assertNoEntry("{\"p\":\"a\",\"t\":\"d\"}}");
    assertNoEntry("");
  }

  private static void assertNoEntry(String line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> new EntryDecoder(bytes).next())
        .as(line)
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theBytesOfVersionOneNeverChange() throws IOException {
    List<Entry> entries = oddEntries();
    Written written = write(entries);
    Path file = Files.write(folder.resolve("golden"), written.bytes());
    byte[] golden = Golden.bytes("manifest-v1", file);
    assertThat(all(new ManifestReader(RangeSource.of(golden), Digest.of(golden))))
        .isEqualTo(entries);
    assertThat(written.bytes()).isEqualTo(golden);
  }

  @Test
  void theLinesOfVersionOneNeverChange() throws IOException {
    LineBuffer lines = new LineBuffer();
    oddEntries().forEach(entry -> EntryEncoder.encode(entry, lines));
    Path file = Files.write(folder.resolve("lines"), Arrays.copyOf(lines.array(), lines.size()));
    assertThat(file).hasBinaryContent(Golden.bytes("manifest-v1.ndjson", file));
  }

  private static List<Entry> oddEntries() {
    Digest digest = Digest.of(new byte[] {1});
    Map<EntryPath, Entry> entries = new TreeMap<>();
    for (String name :
        List.of(
            "plain",
            "with\nnewline",
            "with \"quotes\" \\ and / slash",
            "\u0001\b\t\f\r\u001f",
            "\u007f",
            "emoji 😀",
            "ünïcode",
            "\u2028",
            "-")) {
      put(entries, new Entry.File(EntryPath.of(name), 1, false, 0, digest, false));
    }
    byte[] latin1 = "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1);
    put(entries, new Entry.File(EntryPath.ofBytes(latin1), 1, true, -1, digest, true));
    put(
        entries,
        new Entry.File(EntryPath.of("empty"), 0, false, Long.MIN_VALUE, Digest.EMPTY, false));
    put(
        entries,
        new Entry.File(
            EntryPath.of("huge"), Long.MAX_VALUE / 2, false, Long.MAX_VALUE, digest, false));
    put(entries, new Entry.Link(EntryPath.of("link"), LinkTarget.of("../x//y/")));
    put(entries, new Entry.Link(EntryPath.of("link to bytes"), LinkTarget.ofBytes(latin1)));
    put(entries, new Entry.Directory(EntryPath.of("nothing/in here")));
    return List.copyOf(entries.values());
  }

  private static void put(Map<EntryPath, Entry> entries, Entry entry) {
    entries.put(entry.path(), entry);
  }

  private static List<Entry> entries(RandomGenerator random, int count) {
    Map<EntryPath, Entry> entries = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      EntryPath path = EntryPath.of("d" + random.nextInt(50)).resolve("f" + i);
      put(
          entries,
          switch (random.nextInt(10)) {
            case 0 -> new Entry.Link(path, LinkTarget.of("t" + random.nextLong()));
            case 1 -> new Entry.Directory(path);
            default -> file(path, random);
          });
    }
    return List.copyOf(entries.values());
  }

  private static Entry file(EntryPath path, RandomGenerator random) {
    return new Entry.File(
        path,
        random.nextLong(1L << 40),
        random.nextBoolean(),
        random.nextLong(),
        new Digest(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()),
        random.nextInt(20) == 0);
  }

  private static Entry file(String path) {
    return new Entry.File(EntryPath.of(path), 1, false, 0, Digest.EMPTY, false);
  }

  private static Entry directory(String path) {
    return new Entry.Directory(EntryPath.of(path));
  }

  private static void assertRefused(Entry... entries) {
    assertThatThrownBy(() -> write(List.of(entries))).isInstanceOf(IllegalArgumentException.class);
  }

  private record Written(ByteArrayOutputStream out, SealedManifest sealed) {
    byte[] bytes() {
      return out.toByteArray();
    }
  }

  private static Written write(List<Entry> entries) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ManifestWriter writer = new ManifestWriter(out)) {
      for (Entry entry : entries) {
        writer.add(entry);
      }
      SealedManifest sealed = writer.finish();
      return new Written(out, sealed);
    }
  }

  private static ManifestReader reader(Written written) throws IOException {
    return new ManifestReader(RangeSource.of(written.bytes()), written.sealed().summary().digest());
  }

  private static List<Entry> all(ManifestReader reader) throws IOException {
    List<Entry> entries = new ArrayList<>();
    reader.forEach(entries::add);
    return entries;
  }
}
