package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.model.JobId;
import c3.model.Lease;
import c3.wire.message.PollAnswer;
import java.io.IOException;
import java.util.List;

/// `{"assigned","cancel","ended","stale","recover"}`, each an array that may be empty.
public final class PollAnswerJson implements Codec<PollAnswer> {
  private final JobJson jobs = new JobJson();
  private final LeaseJson leases = new LeaseJson();

  @Override
  public JsonObject encode(PollAnswer answer) {
    return JsonObject.with()
        .putAll("assigned", answer.assigned().stream().map(jobs::encode).toList())
        .putTexts("cancel", texts(answer.cancel()))
        .putAll("ended", objects(answer.ended()))
        .putAll("stale", objects(answer.stale()))
        .putTexts("recover", texts(answer.recover()))
        .build();
  }

  private static List<String> texts(List<JobId> ids) {
    return ids.stream().map(JobId::text).toList();
  }

  private List<JsonObject> objects(List<Lease> held) {
    return held.stream().map(leases::encode).toList();
  }

  @Override
  public PollAnswer decode(JsonObject json) throws C3Exception {
    return Fields.read("an answer to a poll", json, this::read);
  }

  private PollAnswer read(Fields fields) throws IOException {
    return new PollAnswer(
        fields.values("assigned", jobs),
        ids(fields.texts("cancel")),
        fields.values("ended", leases),
        fields.values("stale", leases),
        ids(fields.texts("recover")));
  }

  private static List<JobId> ids(List<String> texts) {
    return texts.stream().map(JobId::new).toList();
  }
}
