package c3.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A shape finds every field that is missing, too many or of another kind.
class JsonShapeTest {
  private static final String SHAPE =
      "{id, name or name64, jobs: [{path} or {link, to}], lost: []}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":1,\"name\":\"a\",\"jobs\":[],\"lost\":[]}",
        "{\"id\":null,\"name64\":\"a\",\"jobs\":[{\"path\":1}],\"lost\":[\"x\"]}",
        "{\"id\":true,\"name\":\"a\",\"jobs\":[{\"path\":1},{\"link\":1,\"to\":2}],\"lost\":[]}"
      })
  void takesWhatFits(String value) throws IOException {
    assertThat(JsonShape.of(SHAPE).fault("it", Json.readValue(value))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[]|it is no object",
        "{}|it has the fields",
        "{\"id\":1,\"nam\":1,\"jobs\":[],\"lost\":[]}|it has a field nam where name or name64",
        "{\"id\":[],\"name\":1,\"jobs\":[],\"lost\":[]}|it.id is []",
        "{\"id\":1,\"name\":1,\"jobs\":null,\"lost\":[]}|it.jobs is no list",
        "{\"id\":1,\"name\":1,\"jobs\":[],\"lost\":[{}]}|it.lost[] is {}",
        "{\"id\":1,\"name\":1,\"jobs\":[{\"link\":1}],\"lost\":[]}|it.jobs[] is of none",
        "{\"id\":1,\"name\":1,\"jobs\":[],\"lost\":[],\"x\":1}|it has the fields"
      })
  void namesWhatDoesNot(String value, String fault) throws IOException {
    assertThat(JsonShape.of(SHAPE).fault("it", Json.readValue(value)).orElse("nothing"))
        .startsWith(fault);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{}", "{a,b}", "{a} b", "[{a}", "{A}"})
  void refusesAShapeThatIsNone(String written) {
    assertThatThrownBy(() -> JsonShape.of(written)).isInstanceOf(IllegalArgumentException.class);
  }
}
