package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.Account;
import c3.model.AccountId;
import c3.model.AccountName;
import c3.model.C3Exception;

/// `{"id","name","quotaBytes","jobsMax"}`; 9223372036854775807 is no bound.
public final class AccountJson implements Codec<Account> {
  @Override
  public JsonObject encode(Account account) {
    return JsonObject.with()
        .put("id", account.id().number())
        .put("name", account.name().text())
        .put("quotaBytes", account.quotaBytes())
        .put("jobsMax", account.jobsMax())
        .build();
  }

  @Override
  public Account decode(JsonObject json) throws C3Exception {
    return Fields.read(
        "an account",
        json,
        fields ->
            new Account(
                new AccountId(fields.whole("id")),
                new AccountName(fields.text("name")),
                fields.count("quotaBytes"),
                fields.count("jobsMax")));
  }
}
