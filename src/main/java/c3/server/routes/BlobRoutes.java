package c3.server.routes;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import c3.store.BlobLocator;
import c3.store.BlobLocator.Place;
import c3.store.BlobStore;
import c3.store.BlobStore.Range;
import c3.wire.Route;
import c3.wire.codec.NumberJson;
import c3.wire.codec.PathJson;
import c3.wire.frame.LocateRequestBytes;
import c3.wire.frame.PlacesBytes;
import c3.wire.message.LocateRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/// Reading blobs: one or a range of it, many small ones at once, and their places on the disk for
/// who shares it.
public final class BlobRoutes implements RouteTable.RouteGroup {
  private final NumberJson sizes = new NumberJson("sizeBytes");
  private final PathJson proofs = new PathJson("proofFile");
  private final Reach reach;
  private final HttpServerLimits limits;
  private final Optional<MachineProof> proof;

  /// @param proof absent when nobody is to read the store's files but the server
  public BlobRoutes(Reach reach, HttpServerLimits limits, Optional<MachineProof> proof) {
    this.reach = reach;
    this.limits = limits;
    this.proof = proof;
  }

  @Override
  public void addTo(RouteTable table) {
    table.add(Route.READ_BLOB, this::read);
    table.add(Route.BLOB_SIZE, this::size);
    table.add(Route.READ_BLOBS, this::readMany);
    table.add(Route.LOCATE_PROOF, this::proof);
    table.add(Route.LOCATE, this::locate);
  }

  /// An agent reads what its jobs need, through whichever manifest.
  private BlobStore store(Exchange exchange) throws IOException {
    Optional<Digest> through = exchange.query(query -> query.text("through").map(Digest::parse));
    return through.isPresent() && exchange.principal() instanceof Principal.Person person
        ? reach.blobs(person, through.get())
        : reach.blobs(exchange.principal());
  }

  private void size(Exchange exchange) throws IOException {
    exchange.answer(sizes, store(exchange).size(exchange.digest()));
  }

  private void read(Exchange exchange) throws IOException {
    Digest digest = exchange.digest();
    long sizeBytes = store(exchange).size(digest);
    Optional<Range> asked =
        exchange.header(HttpHeader.RANGE).flatMap(header -> ByteRange.parse(header, sizeBytes));
    if (asked.isPresent() && asked.get().length() == 0) {
      exchange.head(416).put(HttpHeader.CONTENT_RANGE, "bytes */" + sizeBytes);
      exchange.answer(ByteBuffer.allocate(0));
      return;
    }
    Range range = asked.orElse(new Range(0, sizeBytes));
    // A range that is the whole blob is read as such, so that it is verified.
    boolean whole = range.length() == sizeBytes;
    try (InputStream blob = store(exchange).read(digest, whole ? Range.ALL : range)) {
      HttpFields.Mutable head = exchange.head(asked.isPresent() ? 206 : 200);
      head.put(HttpHeader.CONTENT_TYPE, "application/octet-stream");
      head.put(HttpHeader.ACCEPT_RANGES, "bytes");
      head.put(HttpHeader.CONTENT_LENGTH, range.length());
      if (asked.isPresent()) {
        long last = range.offset() + range.length() - 1;
        head.put(
            HttpHeader.CONTENT_RANGE, "bytes " + range.offset() + "-" + last + "/" + sizeBytes);
      }
      send(exchange, blob, range.length());
    }
  }

  /// Copies exactly so many bytes. The store throws before it hands out the last bytes of a damaged
  /// blob, so a damaged blob never arrives whole.
  private void send(Exchange exchange, InputStream blob, long length) throws IOException {
    byte[] buffer = new byte[Math.clamp(length, 1, limits.bufferSize())];
    long left = length;
    while (left > 0) {
      int n = blob.readNBytes(buffer, 0, (int) Math.min(left, buffer.length));
      if (n == 0) {
        throw new EOFException("a blob ends " + left + " bytes early");
      }
      left -= n;
      exchange.write(ByteBuffer.wrap(buffer, 0, n), left == 0);
    }
    if (length == 0) {
      exchange.write(ByteBuffer.allocate(0), true);
    }
  }

  private void readMany(Exchange exchange) throws IOException {
    List<Digest> digests = exchange.digests(limits.shared().digestsPerCallMax());
    exchange.head(200).put(HttpHeader.CONTENT_TYPE, "application/octet-stream");
    BlobFrames frames = new BlobFrames(exchange, limits.bufferSize());
    store(exchange).readAll(digests, frames);
    frames.end();
  }

  private void proof(Exchange exchange) throws IOException {
    exchange.answer(proofs, offered().file());
  }

  private void locate(Exchange exchange) throws IOException {
    int max = LocateRequestBytes.sizeMax(limits.shared().digestsPerCallMax());
    LocateRequest request = exchange.read(max, LocateRequestBytes::read);
    if (!offered().holds(request.nonce())) {
      throw new C3Exception(ErrorCode.FORBIDDEN, "the nonce is not the server's");
    }
    if (request.digests().size() > limits.shared().digestsPerCallMax()) {
      throw new C3Exception(
          ErrorCode.INVALID, "at most " + limits.shared().digestsPerCallMax() + " digests");
    }
    Optional<BlobLocator> locator = store(exchange).locator();
    Map<Digest, Place> found =
        locator.isPresent() ? locator.get().locate(request.digests()) : Map.of();
    exchange.answer(ByteBuffer.wrap(PlacesBytes.write(request.digests(), found)));
  }

  private MachineProof offered() throws C3Exception {
    return proof.orElseThrow(
        () -> new C3Exception(ErrorCode.NOT_FOUND, "the server does not share its disk"));
  }
}
