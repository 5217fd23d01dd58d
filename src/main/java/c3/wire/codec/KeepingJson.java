package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.model.Keeping;
import c3.model.Keeping.Amount;
import java.time.Duration;

/// `{"files","bytes","doneFiles","doneBytes","at","waiting","millis"}`.
public final class KeepingJson implements Codec<Keeping> {
  @Override
  public JsonObject encode(Keeping keeping) {
    return JsonObject.with()
        .put("files", keeping.found().files())
        .put("bytes", keeping.found().bytes())
        .put("doneFiles", keeping.done().files())
        .put("doneBytes", keeping.done().bytes())
        .put("at", keeping.at())
        .put("waiting", keeping.waiting())
        .put("millis", keeping.taken().toMillis())
        .build();
  }

  @Override
  public Keeping decode(JsonObject json) throws C3Exception {
    return Fields.read(
        "how far the storing of a job's files has come",
        json,
        fields ->
            new Keeping(
                new Amount(fields.count("files"), fields.count("bytes")),
                new Amount(fields.count("doneFiles"), fields.count("doneBytes")),
                fields.text("at"),
                fields.text("waiting"),
                Duration.ofMillis(fields.count("millis"))));
  }
}
