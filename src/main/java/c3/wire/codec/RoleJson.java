package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.model.Role;

/// `{"role"}`.
public final class RoleJson implements Codec<Role> {
  @Override
  public JsonObject encode(Role role) {
    return JsonObject.with().put("role", role.name()).build();
  }

  @Override
  public Role decode(JsonObject json) throws C3Exception {
    return Fields.read("a role", json, fields -> fields.choice("role", Role.class));
  }
}
