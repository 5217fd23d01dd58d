package c3.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftwareTest {
  /// A client may send anything, and this stands among an engine's options.
  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-v/:/machine", "--privileged", "a b", "a\nb", "é"})
  void noOptionOfTheEngineIsAnImage(String text) {
    assertThatThrownBy(() -> new Software.Container(text, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("`" + text + "` is not an image's name");
  }
}
