package c3.catalog.sql;

import static org.assertj.core.api.Assertions.assertThat;

import c3.model.Digest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentBlobsTest {
  private static final int MAX = 1 << 16;

  private final RecentBlobs recent = new RecentBlobs();

  @Test
  void remembersTheNewestAndForgetsTheOldest() {
    List<RecentBlobs.Blob> made = new ArrayList<>();
    for (int i = 1; i <= MAX + 2; i++) {
      made.add(new RecentBlobs.Blob(i, digest(i), 10L * i));
    }
    recent.add(made);
    assertThat(recent.find(List.of(digest(3), digest(2), digest(MAX + 2))))
        .containsExactly(made.get(2), RecentBlobs.Blob.UNKNOWN, made.getLast());
  }

  private static Digest digest(int number) {
    return new Digest(number, 0, 0, 0);
  }
}
