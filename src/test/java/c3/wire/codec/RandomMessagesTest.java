package c3.wire.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import c3.Randomly;
import c3.json.Json;
import c3.json.JsonObject;
import c3.json.JsonValue;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RandomMessagesTest {
  @Test
  void whatIsWrittenIsReadBackEqual() {
    Randomly.times(
        300,
        random -> {
          RandomValues values = new RandomValues(random);
          same(new JobJson(), values.job());
          same(new JobSpecJson(), values.spec());
          same(new JobStateJson(), values.state());
          same(new ListingJson(), values.listing());
          same(new PollRequestJson(), values.pollRequest());
          same(new HardwareProfileJson(), values.profile());
          same(new PollAnswerJson(), values.pollAnswer());
          same(new FinishRequestJson(), values.finishRequest());
          same(new ServerStatusJson(), values.serverStatus());
          same(new DropResultsJson(), values.dropResults());
          same(new UploadAnswerJson(), values.uploadAnswer());
        });
  }

  private static <T> void same(Codec<T> codec, T value) throws C3Exception {
    assertThat(codec.decodeText(codec.encodeText(value))).isEqualTo(value);
  }

  @Test
  void whatIsNoMessageIsInvalidAndNothingElse() {
    Randomly.times(
        2_000,
        random -> {
          String text = Json.write(damaged(random, new JobJson().encode(Samples.job())));
          Throwable refusal = catchThrowable(() -> new JobJson().decodeText(text));
          if (refusal != null) {
            assertThat(refusal).isInstanceOf(C3Exception.class);
            assertThat(((C3Exception) refusal).code()).isEqualTo(ErrorCode.INVALID);
            assertThat(refusal.getMessage()).isNotBlank().doesNotContain("Exception");
          }
        });
  }

  /// The same message with something in it changed, lost or added, at any depth.
  private static JsonValue damaged(RandomGenerator random, JsonValue value) {
    if (value instanceof JsonObject object && random.nextInt(4) > 0) {
      List<String> names = List.copyOf(object.fields().keySet());
      if (!names.isEmpty()) {
        String hit = names.get(random.nextInt(names.size()));
        JsonObject.Builder json = JsonObject.with();
        for (Map.Entry<String, JsonValue> field : object.fields().entrySet()) {
          boolean here = field.getKey().equals(hit);
          if (here && random.nextInt(5) == 0) {
            continue;
          }
          json.put(field.getKey(), here ? damaged(random, field.getValue()) : field.getValue());
        }
        return json.build();
      }
    }
    return switch (random.nextInt(7)) {
      case 0 -> new JsonValue.Text("");
      case 1 -> new JsonValue.Text("../\u0000\ud800");
      case 2 -> new JsonValue.Whole(random.nextLong());
      case 3 -> new JsonValue.Nothing();
      case 4 -> new JsonValue.Items(List.of(new JsonValue.Flag(true)));
      case 5 -> JsonObject.with().put("unknown", 1).build();
      default -> new JsonValue.Real(0.5);
    };
  }

  @Test
  void namesTheFieldThatIsWrong() {
    assertThat(catchThrowable(() -> new LeaseJson().decodeText("{\"job\":\"x\",\"term\":1}")))
        .hasMessage("a lease: not a job id: x");
    assertThat(catchThrowable(() -> new LeaseJson().decodeText("{\"term\":1}")))
        .hasMessage("a lease: field `job` is missing");
    assertThat(
            catchThrowable(() ->
                new LeaseJson()
                    .decodeText("{\"job\":\"job_1795351023411_x6wm3l\",\"term\":1,\"tern\":2}")))
        .hasMessage("a lease: field `tern` is not known");
    assertThat(
            catchThrowable(
                () -> new UploadAnswerJson().decodeText("{\"partBytes\":0,\"parts\":[]}")))
        .hasMessageEndingWith(": a part has at least one byte");
    assertThat(catchThrowable(() -> new LeaseJson().decodeText("{\"job\":")))
        .isInstanceOf(C3Exception.class)
        .hasMessageStartingWith("a message: not JSON: ");
  }
}
