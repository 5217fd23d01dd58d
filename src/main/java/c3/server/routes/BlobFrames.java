package c3.server.routes;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.store.BlobMissing;
import c3.store.BlobStore.BlobVisitor;
import c3.wire.frame.FrameKind;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Writes many blobs as one answer, frame by frame, through one buffer: see `FrameKind`. The last
/// frame says that it is the last, so that a cut answer is never taken for a whole one.
final class BlobFrames implements BlobVisitor {
  private final Exchange exchange;
  private final ByteBuffer buffer;

  BlobFrames(Exchange exchange, int bufferSize) {
    this.exchange = exchange;
    this.buffer = ByteBuffer.allocate(bufferSize);
  }

  @Override
  public void blob(Digest digest, byte[] content) throws IOException {
    head(FrameKind.BLOB, digest);
    room(Integer.BYTES).putInt(content.length);
    if (content.length > buffer.remaining()) {
      flush();
    }
    if (content.length > buffer.remaining()) {
      exchange.write(ByteBuffer.wrap(content), false);
    } else {
      buffer.put(content);
    }
  }

  @Override
  public void lost(Digest digest, C3Exception why) throws IOException {
    head(why instanceof BlobMissing ? FrameKind.MISSING : FrameKind.DAMAGED, digest);
  }

  private void head(FrameKind kind, Digest digest) throws IOException {
    room(1 + Digest.SIZE_BYTES).put(kind.code()).put(digest.bytes());
  }

  private ByteBuffer room(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      flush();
    }
    return buffer;
  }

  private void flush() throws IOException {
    exchange.write(buffer.flip(), false);
    buffer.clear();
  }

  /// Writes the end and what is left.
  void end() throws IOException {
    room(1).put(FrameKind.END.code());
    exchange.write(buffer.flip(), true);
  }
}
