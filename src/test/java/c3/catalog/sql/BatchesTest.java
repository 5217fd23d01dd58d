package c3.catalog.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Lists are split into few sizes, and nothing is lost.
class BatchesTest {
  @Test
  void splitsIntoPowersOfTwo() {
    List<Integer> all = IntStream.range(0, 1_000).boxed().toList();

    List<List<Integer>> batches = Batches.of(all, 64);

    assertThat(batches.stream().flatMap(List::stream)).containsExactlyElementsOf(all);
    assertThat(batches.stream().map(List::size).distinct()).containsExactly(64, 32, 8);
  }

  @Test
  void splitsNothingIntoNothing() {
    assertThat(Batches.of(List.of(), 64)).isEmpty();
  }
}
