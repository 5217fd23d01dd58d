package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.AccountName;
import c3.model.C3Exception;
import c3.model.Membership;
import c3.model.ProjectName;
import c3.model.Role;

/// `{"project","owner","role"}`.
public final class MembershipJson implements Codec<Membership> {
  @Override
  public JsonObject encode(Membership membership) {
    return JsonObject.with()
        .put("project", membership.project().text())
        .put("owner", membership.owner().text())
        .put("role", membership.role().name())
        .build();
  }

  @Override
  public Membership decode(JsonObject json) throws C3Exception {
    return Fields.read(
        "a project",
        json,
        fields ->
            new Membership(
                new ProjectName(fields.text("project")),
                new AccountName(fields.text("owner")),
                fields.choice("role", Role.class)));
  }
}
