package c3.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void writesWhatItReads() throws IOException {
    String text = "{\"a\":\"x\\n\\\"ü\",\"b\":[1,-2,2.5,true,false,null,{\"c\":{}}],\"d\":[]}";

    assertThat(Json.write(Json.read(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "1", "{", "{\"a\":1}x", "{\"a\":1,\"a\":2}", "{a:1}", "{\"a\":01}"})
  void refusesWhatIsNotOneObject(String text) {
    assertThatThrownBy(() -> Json.read(text)).isInstanceOf(JsonException.class);
  }

  @Test
  void refusesNestingThatWouldExhaustTheStack() {
    assertThatThrownBy(() -> Json.read("{\"a\":" + "[".repeat(100_000)))
        .isInstanceOf(JsonException.class);
  }

  @Test
  void refusesMoreValuesThanAnyMessageHas() {
    assertThatThrownBy(() -> Json.read("{\"a\":[" + "1,".repeat(200_000) + "1]}"))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("200000");
  }

  @Test
  void refusesNumbersThatDoNotFit() {
    assertThatThrownBy(() -> Json.read("{\"a\":99999999999999999999}"))
        .isInstanceOf(JsonException.class);
  }

  @Test
  void refusesMessagesOverTheirBound() {
    byte[] message = "{\"a\":\"0123456789\"}".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> Json.read(new ByteArrayInputStream(message), 10))
        .hasMessage("the message is longer than 10 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ff", "c3", "e2 82", "c0 80", "ed a0 80", "f5 80 80 80"})
  void refusesBytesThatAreNotUtf8InsteadOfReplacingThem(String hex) {
    byte[] bad = HexFormat.ofDelimiter(" ").parseHex(hex);
    ByteBuffer message = ByteBuffer.allocate(32).put("{\"a\":\"".getBytes(StandardCharsets.UTF_8));
    message.put(bad).put("\"}".getBytes(StandardCharsets.UTF_8)).flip();
    byte[] bytes = new byte[message.remaining()];
    message.duplicate().get(bytes);

    assertThatThrownBy(() -> Json.read(message))
        .isInstanceOf(JsonException.class)
        .hasMessage("not JSON: byte 6 of the message is not UTF-8");
    assertThatThrownBy(() -> Json.read(new ByteArrayInputStream(bytes), 100))
        .isInstanceOf(JsonException.class);
  }

  @Test
  void leavesTheBufferThatItReadsAsItIs() throws IOException {
    ByteBuffer message =
        ByteBuffer.wrap(" {\"a\":\"ü\"}".getBytes(StandardCharsets.UTF_8)).position(1);
    assertThat(Json.read(message).text("a")).isEqualTo("ü");
    assertThat(message.position()).isEqualTo(1);
  }

  @Test
  void namesTheFieldThatIsMissingOrOfAnotherType() throws IOException {
    JsonObject object = Json.read("{\"a\":1,\"n\":null}");

    assertThat(object.optionalText("n")).isEqualTo(Optional.empty());
    assertThatThrownBy(() -> object.text("b")).hasMessage("field `b` is missing");
    assertThatThrownBy(() -> object.text("a")).hasMessage("field `a` is not text");
    assertThatThrownBy(() -> object.whole("n")).hasMessage("field `n` is missing");
  }
}
