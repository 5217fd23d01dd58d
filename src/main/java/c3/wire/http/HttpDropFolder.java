package c3.wire.http;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.SessionId;
import c3.store.DropFolder;
import c3.store.HandOver.Result;
import c3.wire.Route;
import c3.wire.codec.BundleDropRequestJson;
import c3.wire.codec.DropRequestJson;
import c3.wire.codec.DropResultsJson;
import c3.wire.codec.FlagJson;
import c3.wire.message.BundleDropRequest;
import c3.wire.message.DropRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/// A server's drop folder on this machine. A server that refuses a hand-over, for a reason that
/// sending the bytes would not meet as well, has them sent.
record HttpDropFolder(BulkHttp http, SessionId session, Path path, String nonce)
    implements DropFolder {
  @Override
  public List<Result> takeFiles(List<Drop> drops) throws IOException {
    long bytes = drops.stream().mapToLong(Drop::sizeBytes).sum();
    HttpCall call =
        HttpCall.of(Route.DROP_FILES, session)
            .with(new DropRequestJson(), new DropRequest(nonce, drops))
            .waiting(http.limits().workTime(bytes));
    List<Result> results;
    try {
      results = http.call(call).decode(new DropResultsJson());
    } catch (C3Exception e) {
      return Collections.nCopies(drops.size(), new Result.SendInstead(refusal(e)));
    }
    return results.size() == drops.size()
        ? results
        : Collections.nCopies(drops.size(), new Result.SendInstead("the answer does not fit"));
  }

  @Override
  public boolean takeBundle(Drop drop, Digest sha256) throws IOException {
    BundleDropRequest request = new BundleDropRequest(nonce, drop, sha256);
    try {
      return http.call(
              HttpCall.of(Route.DROP_BUNDLE, session).with(new BundleDropRequestJson(), request))
          .decode(new FlagJson("taken"));
    } catch (C3Exception e) {
      refusal(e);
      return false;
    }
  }

  /// Why the server refused; throws on what would meet the bytes on any way.
  private static String refusal(C3Exception e) throws C3Exception {
    return switch (e.code()) {
      case FORBIDDEN, CONFLICT, NOT_FOUND, INVALID, INTERNAL -> e.message();
      case UNAUTHORIZED,
          CONCURRENCY_LIMIT,
          BLOBS_LOST,
          SESSION_CLOSED,
          CORRUPTED,
          STORAGE_FULL,
          STORAGE_READ_ONLY,
          STORAGE_FAILED,
          UNAVAILABLE,
          BUILD_MISMATCH ->
          throw e;
    };
  }
}
