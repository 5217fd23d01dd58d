package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.store.HandOver.Result;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// `{"results"}`, each `{"digest","sizeBytes"}` when the file was taken and `{"sendInstead"}` with
/// the reason when not, in the order of the request.
public final class DropResultsJson implements Codec<List<Result>> {
  private final Codec<Result> results = new ResultJson();

  @Override
  public JsonObject encode(List<Result> list) {
    return JsonObject.with().putAll("results", list.stream().map(results::encode).toList()).build();
  }

  @Override
  public List<Result> decode(JsonObject json) throws C3Exception {
    return Fields.read(
        "an answer to a hand-over", json, fields -> fields.values("results", results));
  }

  private static final class ResultJson implements Codec<Result> {
    @Override
    public JsonObject encode(Result result) {
      return switch (result) {
        case Result.Taken taken ->
            JsonObject.with()
                .put("digest", taken.digest().toString())
                .put("sizeBytes", taken.sizeBytes())
                .build();
        case Result.SendInstead send -> JsonObject.with().put("sendInstead", send.why()).build();
      };
    }

    @Override
    public Result decode(JsonObject json) throws C3Exception {
      return Fields.read("the result of a hand-over", json, ResultJson::read);
    }

    private static Result read(Fields fields) throws IOException {
      Optional<String> why = fields.optionalText("sendInstead");
      return why.isPresent()
          ? new Result.SendInstead(why.get())
          : new Result.Taken(Digest.parse(fields.text("digest")), fields.count("sizeBytes"));
    }
  }
}
