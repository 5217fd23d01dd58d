package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.wire.message.CommitAnswer;
import java.util.List;
import java.util.Optional;

/// `{"manifest","path"?}` when it is committed, or the error BLOBS_LOST with `blobs`.
public final class CommitAnswerJson implements Codec<CommitAnswer> {
  private final ManifestSummaryJson manifests = new ManifestSummaryJson();
  private final BlobsLostJson losses = new BlobsLostJson();

  @Override
  public JsonObject encode(CommitAnswer answer) {
    return switch (answer) {
      case CommitAnswer.Committed committed ->
          JsonObject.with()
              .put("manifest", manifests.encode(committed.manifest()))
              .putIfPresent("path", committed.path())
              .build();
      case CommitAnswer.BlobsLost lost -> losses.encode(lost.blobs());
    };
  }

  @Override
  public CommitAnswer decode(JsonObject json) throws C3Exception {
    Optional<List<Digest>> lost = losses.find(json);
    return lost.isPresent()
        ? new CommitAnswer.BlobsLost(lost.get())
        : Fields.read(
            "an answer to a commit",
            json,
            fields ->
                new CommitAnswer.Committed(
                    fields.value("manifest", manifests), fields.optionalText("path")));
  }
}
