package c3.transfer.upload;

import static org.assertj.core.api.Assertions.assertThat;

import c3.Randomly;
import c3.model.Digest;
import c3.model.DigestStarts;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DigestFilterTest {
  private static List<Digest> digests(RandomGenerator random, int count) {
    return Stream.generate(() ->
            new Digest(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()))
        .limit(count)
        .toList();
  }

  @Test
  void neverSaysThatWhatWasAddedIsNotThere() {
    Randomly.times(
        20,
        random -> {
          List<Digest> listed = digests(random, 5_000);
          List<Digest> added = digests(random, 5_000);
          DigestFilter filter =
              new DigestFilter(DigestStarts.of(listed.stream().mapToLong(Digest::first).toArray()));
          added.forEach(filter::add);
          assertThat(listed).allMatch(filter::mayHave);
          assertThat(added).allMatch(filter::mayHave);
        });
  }

  @Test
  void isRarelyInDoubtAboutOthers() {
    RandomGenerator random = Randomly.seeded(3);
    DigestFilter filter = new DigestFilter(DigestStarts.of());
    List<Digest> others = digests(random, 10_000);
    assertThat(others).noneMatch(filter::mayHave);

    digests(random, 400_000).forEach(filter::add);
    assertThat(others.stream().filter(filter::mayHave).count()).isBetween(1L, 150L);
  }
}
