package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.SessionId;
import c3.wire.message.FinishRequest;
import c3.wire.message.FinishRequest.Artifacts;
import java.io.IOException;
import java.util.Optional;

/// `{"lease","end","session"?,"manifest"?}`; the last two stand both or not at all.
public final class FinishRequestJson implements Codec<FinishRequest> {
  private final LeaseJson leases = new LeaseJson();
  private final JobEndJson ends = new JobEndJson();

  @Override
  public JsonObject encode(FinishRequest request) {
    return JsonObject.with()
        .put("lease", leases.encode(request.lease()))
        .put("end", ends.encode(request.end()))
        .putIfPresent("session", request.artifacts().map(kept -> kept.session().text()))
        .putIfPresent("manifest", request.artifacts().map(kept -> kept.manifest().toString()))
        .build();
  }

  @Override
  public FinishRequest decode(JsonObject json) throws C3Exception {
    return Fields.read("the end of a lease", json, this::read);
  }

  private FinishRequest read(Fields fields) throws IOException {
    return new FinishRequest(
        fields.value("lease", leases), fields.value("end", ends), artifacts(fields));
  }

  private static Optional<Artifacts> artifacts(Fields fields) throws IOException {
    Optional<String> session = fields.optionalText("session");
    Optional<String> manifest = fields.optionalText("manifest");
    if (session.isPresent() != manifest.isPresent()) {
      throw new IllegalArgumentException("field `session` and field `manifest` belong together");
    }
    return session.map(
        id -> new Artifacts(new SessionId(id), Digest.parse(manifest.orElseThrow())));
  }
}
