package c3.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import c3.model.Keeping.Amount;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The line that a person watches while something moves.
class TransferStateTest {
  private static final Duration MOVING = Duration.ZERO;

  private static String line(Amount found, Amount done, String waiting, Duration quiet) {
    return new TransferState(
            "keeping", found, done, "model.pt", waiting, Duration.ofSeconds(4), quiet)
        .line();
  }

  @Test
  void saysHowFarHowFastAndHowLongItStillTakes() {
    assertThat(line(new Amount(1, 10_400_000_000L), new Amount(0, 3_200_000_000L), "", MOVING))
        .isEqualTo("keeping   model.pt   3.2 GB of 10.4 GB   800.0 MB/s   0:09 left");
    assertThat(line(new Amount(50_000, 11_000_000), new Amount(1_200, 1_000_000), "", MOVING))
        .isEqualTo("keeping   1,200 of 50,000 files   1.0 MB of 11.0 MB   250.0 kB/s   0:40 left");
  }

  @Test
  void doesNotGuessHowLongItTakesFromNextToNothing() {
    assertThat(line(new Amount(2, 9_700_000_000L), new Amount(0, 8_900), "", MOVING))
        .isEqualTo("keeping   0 of 2 files   8.9 kB of 9.7 GB   2.2 kB/s");
  }

  @Test
  void saysWhatItWaitsForWhenNothingMoves() {
    Amount all = new Amount(2, 900);
    assertThat(line(all, new Amount(0, 450), "the server does not answer", MOVING))
        .isEqualTo("keeping   0 of 2 files   450 B of 900 B   waiting: the server does not answer");
    assertThat(line(all, new Amount(0, 900), "", Duration.ofSeconds(1)))
        .isEqualTo(
            "keeping   0 of 2 files   900 B of 900 B   waiting: the last of it is being stored");
    assertThat(line(all, new Amount(0, 900), "", MOVING)).endsWith("   225 B/s");
    assertThat(line(all, new Amount(0, 450), "", Duration.ofMillis(7_900)))
        .endsWith("   450 B of 900 B   waiting: nothing has come for 7 s");
    assertThat(line(all, new Amount(0, 450), "", Duration.ofSeconds(2))).endsWith(" left");
  }

  @Test
  void saysThatItLooksBeforeThereIsAnythingToMove() {
    assertThat(line(new Amount(0, 0), new Amount(0, 0), "the store is full", MOVING))
        .isEqualTo("keeping   waiting: the store is full");
    assertThat(line(new Amount(0, 0), new Amount(0, 0), "", MOVING))
        .isEqualTo("keeping   looking at what there is");
  }

  @Test
  void showsTheEndOfALongPath() {
    String path = "artifacts/checkpoints/2026-11-26/step-9000.pt";
    TransferState state =
        new TransferState(
            "pulling", new Amount(1, 2), new Amount(0, 1), path, "", Duration.ofSeconds(1), MOVING);
    assertThat(state.line()).startsWith("pulling   ...nts/2026-11-26/step-9000.pt   1 B of 2 B");
  }
}
