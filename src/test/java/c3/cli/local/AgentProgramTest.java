package c3.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.SettableClock;
import c3.cli.Environment;
import c3.model.C3Exception;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How many jobs an agent takes on at once.
class SlotsTest {
  private static Environment with(Map<String, String> variables) {
    return new Environment(
        variables, Path.of("/nowhere"), new SettableClock(Instant.EPOCH), new Random(1));
  }

  @Test
  void areAsManyAsProcessorsUnlessSet() throws C3Exception {
    assertThat(AgentProgram.slots(with(Map.of())))
        .isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(AgentProgram.slots(with(Map.of("C3_SLOTS", "12")))).isEqualTo(12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "0", "-1", "1.5", "1000", "99999999999"})
  void areRefusedWhenTheyAreNoNumber(String set) {
    assertThatThrownBy(() -> AgentProgram.slots(with(Map.of("C3_SLOTS", set))))
        .isInstanceOf(C3Exception.class)
        .hasMessage("C3_SLOTS is not a number from 1 to 999: " + set);
  }
}
