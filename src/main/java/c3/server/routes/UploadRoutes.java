package c3.server.routes;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import c3.store.DropFolder;
import c3.store.IncomingFile;
import c3.store.IncomingSession;
import c3.wire.Route;
import c3.wire.codec.BundleDropRequestJson;
import c3.wire.codec.DropRequestJson;
import c3.wire.codec.DropResultsJson;
import c3.wire.codec.FlagJson;
import c3.wire.codec.UploadAnswerJson;
import c3.wire.codec.UploadRequestJson;
import c3.wire.message.BundleDropRequest;
import c3.wire.message.DropRequest;
import c3.wire.message.UploadAnswer;
import c3.wire.message.UploadRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;

/// How bytes come into a session: as bundles, as parts of a large blob, or by hand-over on one
/// machine.
public final class UploadRoutes implements RouteTable.RouteGroup {
  private final UploadRequestJson uploads = new UploadRequestJson();
  private final UploadAnswerJson uploadAnswers = new UploadAnswerJson();
  private final DropRequestJson drops = new DropRequestJson();
  private final DropResultsJson dropResults = new DropResultsJson();
  private final BundleDropRequestJson bundleDrops = new BundleDropRequestJson();
  private final FlagJson taken = new FlagJson("taken");
  private final Reach reach;
  private final HttpServerLimits limits;

  public UploadRoutes(Reach reach, HttpServerLimits limits) {
    this.reach = reach;
    this.limits = limits;
  }

  @Override
  public void addTo(RouteTable table) {
    table.add(Route.PUT_BUNDLE, this::putBundle);
    table.add(Route.BEGIN_UPLOAD, this::begin);
    table.add(Route.PUT_PART, this::putPart);
    table.add(Route.COMPLETE_UPLOAD, this::complete);
    table.add(Route.DROP_FILES, this::dropFiles);
    table.add(Route.DROP_BUNDLE, this::dropBundle);
  }

  private IncomingSession session(Exchange exchange) throws IOException {
    return SessionRoutes.session(reach, exchange);
  }

  private void putBundle(Exchange exchange) throws IOException {
    long room = exchange.bodyLength().orElse(limits.shared().bundleMax());
    session(exchange).receiveBundle(exchange.digest(), exchange.body(), room);
    exchange.done();
  }

  private void begin(Exchange exchange) throws IOException {
    UploadRequest request = exchange.body(uploads, limits.shared().controlBodyMax());
    IncomingSession session = session(exchange);
    if (session.session().findMissing(Set.of(request.digest())).isEmpty()) {
      exchange.answer(uploadAnswers, new UploadAnswer.Stored());
      return;
    }
    IncomingFile file = session.receiveFile(request.digest(), request.sizeBytes());
    exchange.answer(uploadAnswers, new UploadAnswer.Wanted(file.partBytes(), file.parts()));
  }

  private void putPart(Exchange exchange) throws IOException {
    int part = exchange.parameter("part", Integer::parseUnsignedInt);
    file(exchange).receivePart(part, exchange.body());
    exchange.done();
  }

  private void complete(Exchange exchange) throws IOException {
    IncomingSession session = session(exchange);
    // A repeated call must succeed, also when the answer to the first was lost.
    if (!session.session().findMissing(Set.of(exchange.digest())).isEmpty()) {
      file(exchange).complete();
    }
    exchange.done();
  }

  private IncomingFile file(Exchange exchange) throws IOException {
    Digest digest = exchange.digest();
    long sizeBytes = exchange.query(query -> query.number("size"));
    return session(exchange).receiveFile(digest, sizeBytes);
  }

  private void dropFiles(Exchange exchange) throws IOException {
    DropRequest request = exchange.body(drops, limits.shared().controlBodyMax());
    int max = limits.shared().objectsPerBatchMax();
    if (request.drops().size() > max) {
      throw new C3Exception(ErrorCode.INVALID, "at most " + max + " files in one hand-over");
    }
    exchange.answer(dropResults, folder(exchange, request.nonce()).takeFiles(request.drops()));
  }

  private void dropBundle(Exchange exchange) throws IOException {
    BundleDropRequest request = exchange.body(bundleDrops, limits.shared().controlBodyMax());
    exchange.answer(
        taken, folder(exchange, request.nonce()).takeBundle(request.drop(), request.sha256()));
  }

  private DropFolder folder(Exchange exchange, String nonce) throws IOException {
    DropFolder folder =
        session(exchange)
            .dropFolder()
            .orElseThrow(
                () -> new C3Exception(ErrorCode.CONFLICT, "this session has no drop folder"));
    if (!MessageDigest.isEqual(utf8(folder.nonce()), utf8(nonce))) {
      throw new C3Exception(ErrorCode.FORBIDDEN, "the nonce is not the drop folder's");
    }
    return folder;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
