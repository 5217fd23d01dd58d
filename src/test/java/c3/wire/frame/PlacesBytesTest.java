package c3.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import c3.Randomly;
import c3.model.Digest;
import c3.posix.FileNames;
import c3.store.BlobLocator.Place;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PlacesBytesTest {
  private static final Digest ONE = new Digest(1, 1, 1, 1);
  private static final Digest TWO = new Digest(2, 2, 2, 2);
  private static final Digest ABSENT = new Digest(3, 3, 3, 3);
  private static final Digest THREE = new Digest(4, 4, 4, 4);
  private static final List<Digest> ASKED = List.of(ONE, TWO, ABSENT, THREE);
  private static final Map<Digest, Place> PLACES =
      Map.of(
          ONE, new Place(Path.of("/o/b"), 1, 2, false),
          TWO, new Place(Path.of("/o/w"), 0, 5_000_000_000L, true),
          THREE, new Place(Path.of("/o/b"), 3, 4, false));
  private static final int HEAD_BYTES = 4 + 2 * (4 + 4);
  private static final int ROW_BYTES = 21;

  private static byte[] written() {
    return PlacesBytes.write(ASKED, PLACES);
  }

  private static Map<Digest, Place> read(byte[] bytes) {
    return PlacesBytes.read(ASKED, ByteBuffer.wrap(bytes));
  }

  private static void assertRefused(byte[] bytes, String why) {
    assertThatIllegalArgumentException().isThrownBy(() -> read(bytes)).withMessageContaining(why);
  }

  @Test
  void keepsItsForm() {
    assertThat(HexFormat.of().formatHex(written()))
        .isEqualTo(
            "00000002"
                + "00000004"
                + "2f6f2f62"
                + "00000004"
                + "2f6f2f77"
                + "01"
                + "00000000"
                + "0000000000000001"
                + "0000000000000002"
                + "02"
                + "00000001"
                + "0000000000000000"
                + "000000012a05f200"
                + "00"
                + "00000000"
                + "0000000000000000"
                + "0000000000000000"
                + "01"
                + "00000000"
                + "0000000000000003"
                + "0000000000000004");
    assertThat(read(written())).isEqualTo(PLACES);
  }

  @Test
  void namesAnObjectOnceHoweverManyBlobsLieInIt() {
    List<Digest> asked = new ArrayList<>();
    Map<Digest, Place> places = new HashMap<>();
    for (int i = 0; i < 1000; i++) {
      asked.add(new Digest(i, i, i, i));
      places.put(asked.get(i), new Place(Path.of("/o/" + i % 2), i, 1, false));
    }

    byte[] bytes = PlacesBytes.write(asked, places);

    assertThat(bytes).hasSize(HEAD_BYTES + 1000 * ROW_BYTES);
    assertThat(PlacesBytes.read(asked, ByteBuffer.wrap(bytes))).isEqualTo(places);
  }

  @Test
  void whatIsWrittenIsReadBackEqual() {
    Randomly.times(
        300,
        random -> {
          List<Digest> asked = new ArrayList<>();
          Map<Digest, Place> places = new HashMap<>();
          List<Path> files = List.of(file(random), file(random), file(random));
          for (int i = random.nextInt(20); i > 0; i--) {
            Digest digest = new Digest(random.nextLong(), i, i, i);
            asked.add(digest);
            if (random.nextBoolean()) {
              long offset = random.nextLong(1L << random.nextInt(62));
              long size = random.nextLong(1L << random.nextInt(62));
              Path file = files.get(random.nextInt(files.size()));
              places.put(digest, new Place(file, offset, size, random.nextBoolean()));
            }
          }
          byte[] bytes = PlacesBytes.write(asked, places);
          assertThat(PlacesBytes.read(asked, ByteBuffer.wrap(bytes))).isEqualTo(places);
        });
  }

  /// A file whose name may be no text.
  private static Path file(RandomGenerator random) {
    byte[] name = new byte[1 + random.nextInt(8)];
    random.nextBytes(name);
    for (int i = 0; i < name.length; i++) {
      if (name[i] == 0 || name[i] == '/' || name[i] == '.') {
        name[i] = 'x';
      }
    }
    return FileNames.resolve(Path.of("/objects"), name);
  }

  @Test
  void refusesAnAnswerThatIsCutAtAnyByteOrTooLong() {
    byte[] whole = written();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatIllegalArgumentException().as("%d bytes", length).isThrownBy(() -> read(cut));
    }
    assertRefused(Arrays.copyOf(whole, whole.length + 1), "not one place for each blob");
    assertRefused(Arrays.copyOf(whole, whole.length + ROW_BYTES), "not one place for each blob");
  }

  @Test
  void refusesNumbersThatCannotBe() {
    int second = HEAD_BYTES + ROW_BYTES;
    int absent = second + ROW_BYTES;
    assertRefused(changed(0, 0xff), "a number is negative");
    assertRefused(changed(3, ASKED.size() + 1), "more objects than blobs");
    assertRefused(changed(4, 0x80), "a number is negative");
    assertRefused(changed(4, 0x7f), "ends within a path");
    assertRefused(changed(7, 0), "not absolute");
    assertRefused(changed(8, 'o'), "not absolute");
    assertRefused(changed(9, 0), "");
    assertRefused(changed(HEAD_BYTES, 3), "a place is of no kind");
    assertRefused(changed(HEAD_BYTES, 0xff), "a place is of no kind");
    assertRefused(changed(HEAD_BYTES, 0), "a blob without a place has one");
    assertRefused(changed(second + 4, 2), "in no object");
    assertRefused(changed(second + 1, 0xff), "in no object");
    assertRefused(changed(second + 5, 0x80), "outside of its object");
    assertRefused(changed(second + 13, 0x80), "outside of its object");
    for (int at = absent + 1; at < absent + ROW_BYTES; at++) {
      assertRefused(changed(at, 1), "a blob without a place has one");
    }
  }

  @Test
  void refusesABlobThatEndsBeyondEveryFile() {
    byte[] bytes = written();
    ByteBuffer.wrap(bytes).putLong(HEAD_BYTES + 5, Long.MAX_VALUE);
    assertRefused(bytes, "outside of its object");
  }

  private static byte[] changed(int at, int value) {
    byte[] bytes = written();
    bytes[at] = (byte) value;
    return bytes;
  }

  @Test
  void whateverArrivesIsRefusedOrNamesPlacesOfWhatWasAskedFor() {
    Randomly.times(
        5_000,
        random -> {
          byte[] bytes = random.nextBoolean() ? written() : new byte[random.nextInt(200)];
          if (random.nextBoolean()) {
            random.nextBytes(bytes);
          }
          for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
          }
          try {
            Map<Digest, Place> places = read(bytes);
            assertThat(ASKED).containsAll(places.keySet());
            assertThat(places.values())
                .allMatch(place ->
                    place.file().isAbsolute()
                        && place.offset() >= 0
                        && place.sizeBytes() >= 0
                        && place.offset() + place.sizeBytes() >= 0);
          } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
          }
        });
  }
}
