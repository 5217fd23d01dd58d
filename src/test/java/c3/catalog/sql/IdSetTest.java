package c3.catalog.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.Randomly;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// A set of ids is what was added, in memory and as bytes, and is handed out in few batches.
class IdSetTest {
  private static IdSet of(long... ids) {
    IdSet set = new IdSet();
    LongStream.of(ids).forEach(set::add);
    return set;
  }

  private static List<Long> ids(IdSet set) throws IOException {
    List<Long> ids = new ArrayList<>();
    set.eachBatch(batch -> {
      switch (batch) {
        case IdBatch.Run run -> LongStream.rangeClosed(run.first(), run.last()).forEach(ids::add);
        case IdBatch.Listed listed -> ids.addAll(listed.ids());
      }
    });
    return ids;
  }

  @Test
  void handsOutEveryIdOnceAndReadsWhatItWrote() {
    Randomly.times(
        50,
        random -> {
          Set<Long> expected = new TreeSet<>();
          for (int run = random.nextInt(20); run >= 0; run--) {
            long first = random.nextLong(1, 1L << random.nextInt(4, 40));
            for (long id = first; id < first + random.nextInt(1, 300); id++) {
              expected.add(id);
            }
          }
          IdSet set = new IdSet();
          expected.forEach(set::add);
          long more = random.nextLong(1, 1L << 34);
          int count = random.nextInt(200);
          set.addRun(more, count);
          LongStream.range(more, more + count).forEach(expected::add);

          assertThat(ids(set)).containsExactlyInAnyOrderElementsOf(expected);
          IdSet read = IdSet.read(set.bytes());
          assertThat(ids(read)).containsExactlyInAnyOrderElementsOf(expected);
          assertThat(read.size()).isEqualTo(expected.size());
        });
  }

  @Test
  void keepsToTheFormatThatIsOnDisksAlready() throws IOException {
    // The portable 64-bit Roaring format: one bitmap for the high half 0, one run from 1 to 100;
    // one for the high half 1, an array with the low half 5.
    String golden =
        "0200000000000000"
            + "00000000"
            + "3b30"
            + "0000"
            + "01"
            + "0000"
            + "6300"
            + "0100"
            + "0100"
            + "6300"
            + "01000000"
            + "3a300000"
            + "01000000"
            + "0000"
            + "0000"
            + "10000000"
            + "0500";
    IdSet set = of(LongStream.rangeClosed(1, 100).toArray());
    set.add((1L << 32) + 5);

    assertThat(HexFormat.of().formatHex(set.bytes())).isEqualTo(golden);
    assertThat(IdSet.read(HexFormat.of().parseHex(golden)).size()).isEqualTo(101);
  }

  @Test
  void refusesBytesThatAreNoSet() {
    assertThatThrownBy(() -> IdSet.read(new byte[] {1, 2, 3})).isInstanceOf(IOException.class);
  }

  @Test
  void aMillionNewIdsAreAFewBytesAndOneBatch() throws IOException {
    IdSet set = new IdSet();
    LongStream.range(5_000_000, 6_000_000).forEach(set::add);
    List<IdBatch> batches = new ArrayList<>();
    set.eachBatch(batches::add);

    assertThat(set.bytes()).hasSizeLessThan(500);
    assertThat(batches).containsExactly(new IdBatch.Run(5_000_000, 5_999_999));
  }

  @Test
  void comparesSets() {
    IdSet some = of(1, 2, 3);

    assertThat(some.containsAll(of(1, 3))).isTrue();
    assertThat(some.containsAll(of(1, 4))).isFalse();
    assertThat(some.containsAll(new IdSet())).isTrue();
    assertThat(some.without(of(2, 9)).size()).isEqualTo(2);
    assertThat(some.contains(2)).isTrue();
    some.addAll(of(9));
    assertThat(some.size()).isEqualTo(4);
  }
}
