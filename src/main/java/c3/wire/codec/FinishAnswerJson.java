package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.Job;
import c3.wire.message.FinishAnswer;
import c3.wire.message.LeaseAnswer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// `{"job"}` when it is recorded, `{"lease":"STALE"}`, or the error BLOBS_LOST with `blobs`.
public final class FinishAnswerJson implements Codec<FinishAnswer> {
  private final JobJson jobs = new JobJson();
  private final BlobsLostJson losses = new BlobsLostJson();

  @Override
  public JsonObject encode(FinishAnswer answer) {
    return switch (answer) {
      case FinishAnswer.Recorded recorded ->
          JsonObject.with().put("job", jobs.encode(recorded.job())).build();
      case FinishAnswer.BlobsLost lost -> losses.encode(lost.blobs());
      case FinishAnswer.Stale stale ->
          JsonObject.with().put("lease", LeaseAnswer.STALE.name()).build();
    };
  }

  @Override
  public FinishAnswer decode(JsonObject json) throws C3Exception {
    Optional<List<Digest>> lost = losses.find(json);
    return lost.isPresent()
        ? new FinishAnswer.BlobsLost(lost.get())
        : Fields.read("an answer to a finish", json, this::read);
  }

  private FinishAnswer read(Fields fields) throws IOException {
    Optional<Job> job = fields.optionalValue("job", jobs);
    Optional<String> lease = fields.optionalText("lease");
    if (job.isPresent() == lease.equals(Optional.of(LeaseAnswer.STALE.name()))) {
      throw new IllegalArgumentException("neither field `job` nor a stale lease");
    }
    return job.<FinishAnswer>map(FinishAnswer.Recorded::new).orElseGet(FinishAnswer.Stale::new);
  }
}
