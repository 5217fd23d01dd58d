package c3.store.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import c3.Randomly;
import c3.model.Digest;
import c3.model.Limits;
import c3.store.BlobCorrupt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {
  private static final UUID ID = new UUID(0x0011223344556677L, 0x8899aabbccddeeffL);
  private static final Limits LIMITS = Limits.STANDARD;

  @TempDir private Path folder;

  @Test
  void everyBlobIsFoundWhereItsRecordSays() throws IOException {
    Randomly.times(
        20,
        random -> {
          List<byte[]> blobs = blobs(random, 1 + random.nextInt(40));
          SealedBundle bundle = write(folder.resolve("b" + random.nextLong()), blobs);
          byte[] file = Files.readAllBytes(bundle.file());
          assertThat(bundle.sizeBytes()).isEqualTo(file.length);
          assertThat(bundle.sha256()).isEqualTo(Digest.of(file));
          assertThat(bundle.records()).hasSize(blobs.size());
          for (int i = 0; i < blobs.size(); i++) {
            BundleRecord record = inFile(bundle).get(i);
            int from = (int) record.offset();
            assertThat(Arrays.copyOfRange(file, from, from + record.storedBytes()))
                .isEqualTo(blobs.get(i));
            assertThat(record.digest()).isEqualTo(Digest.of(blobs.get(i)));
          }
          assertThat(bundle.records()).extracting(BundleRecord::digest).isSorted();
          SealedBundle read = reader().verify(bundle.file(), bundle.sha256());
          assertThat(read).isEqualTo(bundle);
          assertThat(reader().directory(RangeSource.of(file), bundle.sha256()))
              .isEqualTo(bundle.records());
        });
  }

  @Test
  void theSameBlobIsWrittenOnce() throws IOException {
    byte[] blob = bytes("twice");
    SealedBundle bundle = write(folder.resolve("b"), List.of(blob, bytes("other"), blob));
    assertThat(bundle.records()).hasSize(2);
  }

  @Test
  void isFullAtItsSizeOrItsNumberOfRecords() throws IOException {
    Limits few = limits(1 << 20, 3);
    try (BundleWriter writer = new BundleWriter(folder.resolve("few"), ID, few)) {
      for (int i = 0; i < 3; i++) {
        assertThat(writer.isFull()).isFalse();
        append(writer, bytes("blob " + i));
      }
      assertThat(writer.isFull()).isTrue();
      assertThatThrownBy(() -> append(writer, bytes("one more")))
          .isInstanceOf(IllegalStateException.class);
    }
    try (BundleWriter writer = new BundleWriter(folder.resolve("small"), ID, limits(100, 16_384))) {
      append(writer, bytes("grows beyond a hundred bytes with its header"));
      assertThat(writer.isFull()).isTrue();
    }
  }

  @Test
  void refusesWhatNoBundleHolds() throws IOException {
    try (BundleWriter writer = new BundleWriter(folder.resolve("b"), ID, LIMITS)) {
      assertThatThrownBy(() -> writer.append(Digest.EMPTY, ByteBuffer.wrap(new byte[0]), 0))
          .isInstanceOf(IllegalArgumentException.class);
      byte[] large = new byte[(1 << 20) + 1];
      assertThatThrownBy(() -> writer.append(Digest.of(large), ByteBuffer.wrap(large), 0))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(writer::seal).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void everyFlippedBitIsFound() throws IOException {
    SealedBundle bundle =
        write(folder.resolve("b"), List.of(bytes("one"), bytes("two, longer"), bytes("three")));
    byte[] right = Files.readAllBytes(bundle.file());
    Path damaged = folder.resolve("damaged");
    BundleReader reader = new BundleReader(limits(1_000, 10));
    for (int bit = 0; bit < 8 * right.length; bit++) {
      byte[] wrong = right.clone();
      wrong[bit / 8] ^= (byte) (1 << (bit % 8));
      Files.write(damaged, wrong);
      assertThatThrownBy(() -> reader.verify(damaged, bundle.sha256()))
          .as("bit %d", bit)
          .isInstanceOf(BlobCorrupt.class);
    }
  }

  @Test
  void namesTheRecordThatIsDamaged() throws IOException {
    SealedBundle bundle = write(folder.resolve("b"), List.of(bytes("one"), bytes("two")));
    BundleRecord second = bundle.records().get(1);
    byte[] bytes = Files.readAllBytes(bundle.file());
    bytes[(int) second.offset()] ^= 1;
    Files.write(bundle.file(), bytes);
    BlobCorrupt damage =
        catchThrowableOfType(
            BlobCorrupt.class, () -> reader().verify(bundle.file(), bundle.sha256()));
    assertThat(damage.digest()).isEqualTo(second.digest());
  }

  /// The checksum of a directory is no secret: what it covers may lie all the same.
  @Test
  void aDirectoryThatLiesIsFound() throws IOException {
    List<byte[]> blobs = List.of(bytes("one"), bytes("two"), bytes("three"), bytes("four"));
    SealedBundle bundle = write(folder.resolve("b"), blobs);
    byte[] right = Files.readAllBytes(bundle.file());
    int row = BundleLayout.DIRECTORY_ROW_BYTES;
    int at = right.length - BundleLayout.TRAILER_BYTES - blobs.size() * row;
    assertThat(reader().directory(RangeSource.of(sealed(right, at)), bundle.sha256())).hasSize(4);

    byte[] swapped = right.clone();
    System.arraycopy(right, at, swapped, at + row, row);
    System.arraycopy(right, at + row, swapped, at, row);
    assertLies(swapped, at);
    for (long wrong : List.of(offset(right, at + row), -1L, Long.MIN_VALUE, Long.MAX_VALUE)) {
      assertLies(withOffset(right, at, wrong), at);
    }
    for (int bit = 0; bit < Long.SIZE; bit++) {
      assertLies(withOffset(right, at, offset(right, at) ^ 1L << bit), at);
    }
  }

  private static void assertLies(byte[] bundle, int directoryAt) {
    assertThatThrownBy(() ->
            reader().directory(RangeSource.of(sealed(bundle, directoryAt)), Digest.of(bundle)))
        .isInstanceOf(BlobCorrupt.class);
  }

  private static long offset(byte[] bundle, int rowAt) {
    return littleEndian(bundle).getLong(rowAt + Digest.SIZE_BYTES);
  }

  private static byte[] withOffset(byte[] bundle, int rowAt, long offset) {
    byte[] wrong = bundle.clone();
    littleEndian(wrong).putLong(rowAt + Digest.SIZE_BYTES, offset);
    return wrong;
  }

  /// With the checksum that its directory has by now.
  private static byte[] sealed(byte[] bundle, int directoryAt) {
    byte[] sealed = bundle.clone();
    int trailerAt = bundle.length - BundleLayout.TRAILER_BYTES;
    CRC32C crc = new CRC32C();
    crc.update(sealed, directoryAt, trailerAt - directoryAt);
    littleEndian(sealed).putInt(trailerAt + 20, (int) crc.getValue());
    return sealed;
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void everyCutIsFound() throws IOException {
    SealedBundle bundle = write(folder.resolve("b"), List.of(bytes("one"), bytes("two")));
    byte[] right = Files.readAllBytes(bundle.file());
    for (int length = 0; length < right.length; length++) {
      byte[] cut = Arrays.copyOf(right, length);
      assertThatThrownBy(() -> reader().directory(RangeSource.of(cut), bundle.sha256()))
          .isInstanceOf(BlobCorrupt.class);
    }
  }

  @Test
  void aLieAboutADigestIsFound() throws IOException {
    Path file = folder.resolve("b");
    SealedBundle bundle;
    Digest claimed = Digest.of(bytes("something else"));
    try (BundleWriter writer = new BundleWriter(file, ID, LIMITS)) {
      writer.append(claimed, ByteBuffer.wrap(bytes("content")), 0);
      bundle = writer.seal();
    }
    BlobCorrupt damage =
        catchThrowableOfType(BlobCorrupt.class, () -> reader().verify(file, bundle.sha256()));
    assertThat(damage.digest()).isEqualTo(claimed);
  }

  @Test
  void neverTakesMoreMemoryThanABundleMayAskFor() throws IOException {
    Randomly.times(
        2_000,
        random -> {
          byte[] noise = new byte[random.nextInt(400)];
          random.nextBytes(noise);
          byte[] end = "CASBEND1".getBytes(StandardCharsets.US_ASCII);
          if (noise.length > 8) {
            System.arraycopy(end, 0, noise, noise.length - 8, 8);
          }
          assertThatThrownBy(() -> reader().directory(RangeSource.of(noise), Digest.EMPTY))
              .isInstanceOf(BlobCorrupt.class);
        });
  }

  @Test
  void aTornBundleIsSalvagedUpToItsDamage() throws IOException {
    Randomly.times(
        20,
        random -> {
          List<byte[]> blobs = blobs(random, 30);
          SealedBundle bundle = write(folder.resolve("t" + random.nextLong()), blobs);
          byte[] file = Files.readAllBytes(bundle.file());
          BundleRecord hit = inFile(bundle).get(random.nextInt(20));
          file[(int) hit.offset()] ^= 1;
          BundleRecord cut = inFile(bundle).get(20 + random.nextInt(10));
          byte[] torn = Arrays.copyOf(file, (int) cut.offset() + cut.storedBytes() - 1);
          List<BundleRecord> whole = new ArrayList<>(inFile(bundle));
          whole.removeIf(record -> record.equals(hit) || record.offset() >= cut.offset());
          assertThat(new BundleSalvage(LIMITS).records(RangeSource.of(torn))).isEqualTo(whole);
        });
  }

  @Test
  void theBytesOfVersionOneNeverChange() throws IOException {
    List<byte[]> blobs = List.of(bytes("hello\n"), bytes("a manifest"), bytes("12345678"));
    Path file = folder.resolve("golden");
    SealedBundle bundle;
    try (BundleWriter writer = new BundleWriter(file, ID, LIMITS)) {
      append(writer, blobs.get(0));
      writer.append(Digest.of(blobs.get(1)), ByteBuffer.wrap(blobs.get(1)), 3);
      append(writer, blobs.get(2));
      bundle = writer.seal();
    }
    byte[] golden = Golden.bytes("bundle-v1", file);
    assertThat(file).hasBinaryContent(golden);
    Path stored = Files.write(folder.resolve("stored"), golden);
    assertThat(reader().verify(stored, bundle.sha256()).records()).isEqualTo(bundle.records());
  }

  private static List<BundleRecord> inFile(SealedBundle bundle) {
    return bundle.records().stream()
        .sorted(Comparator.comparingLong(BundleRecord::offset))
        .toList();
  }

  private SealedBundle write(Path file, List<byte[]> blobs) throws IOException {
    try (BundleWriter writer = new BundleWriter(file, ID, LIMITS)) {
      for (byte[] blob : blobs) {
        append(writer, blob);
      }
      return writer.seal();
    }
  }

  private static void append(BundleWriter writer, byte[] blob) throws IOException {
    writer.append(Digest.of(blob), ByteBuffer.wrap(blob), 0);
  }

  private static BundleReader reader() {
    return new BundleReader(LIMITS);
  }

  private static List<byte[]> blobs(RandomGenerator random, int count) {
    List<byte[]> blobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] blob = new byte[8 + random.nextInt(random.nextInt(20) == 0 ? 1 << 20 : 2_000)];
      random.nextBytes(blob);
      blobs.add(blob);
    }
    return blobs;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Limits limits(long bundleMax, int recordsMax) {
    Limits s = Limits.STANDARD;
    return new Limits(
        bundleMax,
        bundleMax,
        recordsMax,
        s.digestsPerCallMax(),
        s.objectsPerBatchMax(),
        s.bufferSize(),
        s.controlBodyMax(),
        s.logHeadMax(),
        s.logTailMax(),
        s.pageEntriesMax(),
        s.sessionsOpenMax(),
        s.leaseTime(),
        s.sessionTime(),
        s.pollTime(),
        s.stopGrace(),
        s.uploadPatience(),
        s.storePatience());
  }
}
