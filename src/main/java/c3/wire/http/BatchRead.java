package c3.wire.http;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import c3.store.BlobCorrupt;
import c3.store.BlobMissing;
import c3.store.BlobStore.BlobVisitor;
import c3.wire.frame.DigestBytes;
import c3.wire.frame.FrameKind;
import c3.wire.retry.Retry;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// Many small blobs in one answer, frame by frame; each is verified before it is handed on. When
/// the connection breaks, those that have not come are asked for again, a bounded number of times
/// without one of gain.
final class BatchRead {
  private final BulkHttp http;
  private final Retry retry;
  private final HttpCall call;
  private final Set<Digest> wanted;

  /// @param call the request without its body
  BatchRead(BulkHttp http, Retry retry, HttpCall call, Collection<Digest> digests) {
    this.http = http;
    this.retry = retry;
    this.call = call;
    this.wanted = new LinkedHashSet<>(digests);
  }

  /// Hands every blob to the visitor.
  void into(BlobVisitor visitor) throws IOException {
    int failuresInARow = 0;
    while (!wanted.isEmpty()) {
      int before = wanted.size();
      Optional<IOException> broken = round(visitor);
      failuresInARow = wanted.size() < before ? 0 : failuresInARow + 1;
      if (broken.isPresent() && failuresInARow > http.limits().resumesMax()) {
        throw broken.get();
      }
    }
  }

  /// One request; what broke it off, if it did not come to its end.
  private Optional<IOException> round(BlobVisitor visitor) throws IOException {
    Download answer = retry.call(this::ask);
    try (DataInputStream in = new DataInputStream(answer.body())) {
      while (true) {
        Optional<Frame> frame;
        try {
          frame = frame(in);
        } catch (C3Exception e) {
          throw e;
        } catch (IOException e) {
          IOException failure = answer.broken(e);
          if (failure instanceof C3Exception) {
            return Optional.of(failure);
          }
          throw failure;
        }
        if (frame.isEmpty()) {
          return Optional.empty();
        }
        handOn(frame.get(), visitor);
      }
    }
  }

  private Download ask() throws IOException {
    HttpCall asked = call.with(ByteBuffer.wrap(DigestBytes.write(wanted)));
    Download answer = http.open(asked);
    if (answer.status() != 200) {
      throw answer.error();
    }
    return answer;
  }

  /// A frame; absent for the last.
  ///
  /// @param content empty when the blob is lost
  private record Frame(FrameKind kind, Digest digest, ByteBuffer content) {}

  private Optional<Frame> frame(DataInputStream in) throws IOException {
    FrameKind kind = kind(in.readUnsignedByte());
    if (kind == FrameKind.END) {
      if (!wanted.isEmpty()) {
        throw new C3Exception(
            ErrorCode.INTERNAL, "the server left out " + wanted.size() + " blobs");
      }
      return Optional.empty();
    }
    Digest digest = Digest.ofBytes(bytes(in, Digest.SIZE_BYTES));
    return Optional.of(
        new Frame(kind, digest, kind == FrameKind.BLOB ? content(in) : ByteBuffer.allocate(0)));
  }

  private static FrameKind kind(int code) throws C3Exception {
    try {
      return FrameKind.of(code);
    } catch (IllegalArgumentException e) {
      throw new C3Exception(ErrorCode.INTERNAL, "the server sent no frames").causedBy(e);
    }
  }

  private ByteBuffer content(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > http.limits().answerMax()) {
      throw new C3Exception(ErrorCode.INTERNAL, "the server sent a blob of " + length + " bytes");
    }
    return ByteBuffer.wrap(bytes(in, length));
  }

  private static byte[] bytes(DataInputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the answer ended within a blob");
    }
    return bytes;
  }

  private void handOn(Frame frame, BlobVisitor visitor) throws IOException {
    Digest digest = frame.digest();
    if (!wanted.remove(digest)) {
      throw new C3Exception(ErrorCode.INTERNAL, "the server sent a blob that nobody asked for");
    }
    switch (frame.kind()) {
      case BLOB -> {
        if (Digest.of(frame.content().array()).equals(digest)) {
          visitor.blob(digest, frame.content().array());
        } else {
          visitor.lost(digest, new BlobCorrupt(digest, "other bytes arrived"));
        }
      }
      case MISSING -> visitor.lost(digest, new BlobMissing(digest));
      case DAMAGED -> visitor.lost(digest, BlobCorrupt.stored(digest, "the server cannot read it"));
      case END -> throw new IllegalStateException("the end holds no blob");
    }
  }
}
