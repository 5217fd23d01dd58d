package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.Balance;
import c3.model.C3Exception;

/// `{"chargedBytes","logicalBytes","storedBytes","quotaBytes","jobs","datasets"}`.
public final class BalanceJson implements Codec<Balance> {
  @Override
  public JsonObject encode(Balance balance) {
    return JsonObject.with()
        .put("chargedBytes", balance.chargedBytes())
        .put("logicalBytes", balance.logicalBytes())
        .put("storedBytes", balance.storedBytes())
        .put("quotaBytes", balance.quotaBytes())
        .put("jobs", balance.jobs())
        .put("datasets", balance.datasets())
        .build();
  }

  @Override
  public Balance decode(JsonObject json) throws C3Exception {
    return Fields.read(
        "a balance",
        json,
        fields ->
            new Balance(
                fields.count("chargedBytes"),
                fields.count("logicalBytes"),
                fields.count("storedBytes"),
                fields.count("quotaBytes"),
                fields.count("jobs"),
                fields.count("datasets")));
  }
}
