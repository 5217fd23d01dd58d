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

/// What an agent takes from its environment.
class AgentProgramTest {
  private static Environment with(Map<String, String> variables) {
    return new Environment(
        variables, Path.of("/nowhere"), new SettableClock(Instant.EPOCH), new Random(1));
  }

  @Test
  void slotsAreAsManyAsProcessorsUnlessSet() throws C3Exception {
    assertThat(AgentProgram.slots(with(Map.of())))
        .isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(AgentProgram.slots(with(Map.of("C3_SLOTS", "12")))).isEqualTo(12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "0", "-1", "1.5", "1000", "99999999999"})
  void slotsAreRefusedWhenTheyAreNoNumber(String set) {
    assertThatThrownBy(() -> AgentProgram.slots(with(Map.of("C3_SLOTS", set))))
        .isInstanceOf(C3Exception.class)
        .hasMessage("C3_SLOTS is not a number from 1 to 999: " + set);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "0", "-1", "1.5"})
  void aPatienceThatIsNoNumberIsRefused(String set) {
    Environment environment = with(Map.of("C3_UPLOAD_PATIENCE", set));
    assertThatThrownBy(() -> AgentProgram.checkSettings(environment))
        .isInstanceOf(C3Exception.class)
        .hasMessage("C3_UPLOAD_PATIENCE is no number of seconds: " + set);
  }
}
