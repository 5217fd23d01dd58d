package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.AccountName;
import c3.model.C3Exception;
import c3.model.Member;
import c3.model.Role;

/// `{"user","role"}`.
public final class MemberJson implements Codec<Member> {
  @Override
  public JsonObject encode(Member member) {
    return JsonObject.with()
        .put("user", member.user().text())
        .put("role", member.role().name())
        .build();
  }

  @Override
  public Member decode(JsonObject json) throws C3Exception {
    return Fields.read(
        "a member",
        json,
        fields ->
            new Member(new AccountName(fields.text("user")), fields.choice("role", Role.class)));
  }
}
