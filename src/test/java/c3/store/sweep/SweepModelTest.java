package c3.store.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import c3.store.sweep.SweepModel.Protocol;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which protocols never lose a committed blob, whatever the order of events. The unsafe ones are
/// here so that the model is seen to find what is wrong with them.
class SweepModelTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    // name, holds, commit rechecks, unique keys, grace, sweep rechecks, fenced, marks twice,
    // uploads, safe
    "nothing at all,                       false, false, false, false, false, false, false, 2, false",
    "a grace period alone,                 false, false, false, true,  false, false, false, 2, false",
    "holds without a check at commit,      true,  false, false, true,  true,  false, false, 2, false",
    "names of the digest are given again,  true,  true,  false, true,  true,  true,  false, 2, false",
    "no second look before deleting,       true,  true,  true,  true,  false, true,  false, 2, false",
    "holds and a look before deleting,     true,  true,  true,  true,  true,  true,  false, 2, true",
    "the same without any clock,           true,  true,  true,  false, true,  true,  false, 2, true",
    "two marks without holds or clocks,    false, true,  true,  false, false, true,  true,  2, true",
    "what c3 does,                         true,  true,  true,  true,  false, true,  true,  2, true",
    "two marks and digests as names,       false, true,  false, false, false, true,  true,  2, false",
    "what c3 does with three uploads,      true,  true,  true,  true,  false, true,  true,  3, true"
  })
  void losesNothingExactlyWhenItIsSafe(
      String name,
      boolean holds,
      boolean commitRechecks,
      boolean uniqueKeys,
      boolean grace,
      boolean sweepRechecks,
      boolean fenced,
      boolean marksTwice,
      int uploads,
      boolean safe) {
    Protocol protocol =
        new Protocol(holds, commitRechecks, uniqueKeys, grace, sweepRechecks, fenced, marksTwice);

    assertThat(new SweepModel(protocol, uploads).isSafe()).as(name).isEqualTo(safe);
  }
}
