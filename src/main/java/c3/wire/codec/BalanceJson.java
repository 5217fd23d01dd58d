package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.Balance;
import c3.model.C3Exception;

/// `{"chargedBytes","logicalBytes","storedBytes","unchargedBytes","quotaBytes","jobs","datasets"}`;
/// `unchargedBytes` is left out when it is 0.
public final class BalanceJson implements Codec<Balance> {
  @Override
  public JsonObject encode(Balance balance) {
    JsonObject.Builder json =
        JsonObject.with()
            .put("chargedBytes", balance.chargedBytes())
            .put("logicalBytes", balance.logicalBytes())
            .put("storedBytes", balance.storedBytes());
    if (balance.unchargedBytes() > 0) {
      json.put("unchargedBytes", balance.unchargedBytes());
    }
    return json.put("quotaBytes", balance.quotaBytes())
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
                fields.optionalWhole("unchargedBytes").orElse(0L),
                fields.count("quotaBytes"),
                fields.count("jobs"),
                fields.count("datasets")));
  }
}
