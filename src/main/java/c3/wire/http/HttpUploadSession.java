package c3.wire.http;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.DigestStarts;
import c3.model.ErrorCode;
import c3.model.SessionId;
import c3.store.BlobCorrupt;
import c3.store.DropFolder;
import c3.store.HandOver;
import c3.store.LinkingHandOver;
import c3.store.UploadSession;
import c3.store.format.SealedBundle;
import c3.wire.Route;
import c3.wire.codec.UploadAnswerJson;
import c3.wire.codec.UploadRequestJson;
import c3.wire.frame.DigestBytes;
import c3.wire.frame.DigestStartsBytes;
import c3.wire.message.UploadAnswer;
import c3.wire.message.UploadRequest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// An upload in progress over HTTP. Every call is one request, but for `putFile`, which sends a
/// file in parts:
///
/// 1. Ask how far it has come; done when the blob is there.
/// 2. Send the parts that have not arrived, in order.
/// 3. Have it completed. A server that restarted meanwhile misses parts: begin again, a bounded
///    number of times.
final class HttpUploadSession implements UploadSession {
  private static final int ROUNDS_MAX = 3;

  private final BulkHttp http;
  private final SessionId id;
  private final Optional<Path> dropFolder;
  private final Set<Digest> sending = new HashSet<>();

  HttpUploadSession(BulkHttp http, SessionId id, Optional<Path> dropFolder) {
    this.http = http;
    this.id = id;
    this.dropFolder = dropFolder;
  }

  @Override
  public SessionId id() {
    return id;
  }

  @Override
  public Set<Digest> findMissing(Collection<Digest> digests) throws IOException {
    HttpCall call =
        HttpCall.of(Route.FIND_MISSING, id).with(ByteBuffer.wrap(DigestBytes.write(digests)));
    return new LinkedHashSet<>(http.call(call).read(DigestBytes::read));
  }

  @Override
  public Optional<DigestStarts> possessed(int most) throws IOException {
    HttpCall call = HttpCall.of(Route.POSSESSED, id).with(new HttpQuery().put("most", most));
    return http.call(call).read(DigestStartsBytes::read);
  }

  @Override
  public void putBundle(SealedBundle bundle) throws IOException {
    try (FileChannel file = FileChannel.open(bundle.file(), StandardOpenOption.READ)) {
      HttpCall call = HttpCall.of(Route.PUT_BUNDLE, id, bundle.sha256().hex());
      http.send(call, new FileSlice(file, 0, bundle.sizeBytes())).bytes();
    }
  }

  /// Of several threads that have the same blob one sends it; the others find it stored.
  @Override
  public void putFile(Path file, Digest expected) throws IOException {
    begin(expected);
    try {
      send(file, expected);
    } finally {
      end(expected);
    }
  }

  private synchronized void begin(Digest blob) throws InterruptedIOException {
    try {
      while (!sending.add(blob)) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the upload was broken off");
    }
  }

  private synchronized void end(Digest blob) {
    sending.remove(blob);
    notifyAll();
  }

  private void send(Path file, Digest expected) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() == 0 && !expected.equals(Digest.EMPTY)) {
        throw new BlobCorrupt(expected, file + " is empty");
      }
      for (int round = 1; !sent(channel, expected); round++) {
        if (round == ROUNDS_MAX) {
          throw new C3Exception(
              ErrorCode.UNAVAILABLE, "the server lost parts of " + file + " " + round + " times");
        }
      }
    }
  }

  /// One round of `send`; false when the server misses parts that it had, or somebody else sends
  /// the same ones.
  private boolean sent(FileChannel file, Digest expected) throws IOException {
    long size = file.size();
    HttpCall begin =
        HttpCall.of(Route.BEGIN_UPLOAD, id)
            .with(new UploadRequestJson(), new UploadRequest(expected, size));
    UploadAnswer answer = http.call(begin).decode(new UploadAnswerJson());
    try {
      switch (answer) {
        case UploadAnswer.Stored stored -> {}
        case UploadAnswer.Wanted wanted -> {
          sendParts(file, size, expected, wanted);
          complete(expected, size);
        }
      }
      return true;
    } catch (C3Exception e) {
      if (e.code() == ErrorCode.CONFLICT) {
        return false;
      }
      throw e;
    }
  }

  private void sendParts(FileChannel file, long size, Digest expected, UploadAnswer.Wanted wanted)
      throws IOException {
    HttpQuery query = new HttpQuery().put("size", size);
    for (int part = 0; part * wanted.partBytes() < size; part++) {
      if (!wanted.parts().contains(part)) {
        long offset = part * wanted.partBytes();
        FileSlice slice = new FileSlice(file, offset, Math.min(wanted.partBytes(), size - offset));
        HttpCall call = HttpCall.of(Route.PUT_PART, id, expected.hex(), part).with(query);
        http.send(call, slice).bytes();
      }
    }
  }

  private void complete(Digest expected, long size) throws IOException {
    HttpCall call =
        HttpCall.of(Route.COMPLETE_UPLOAD, id, expected.hex())
            .with(new HttpQuery().put("size", size))
            .waiting(http.limits().workTime(size));
    http.call(call).bytes();
  }

  @Override
  public Optional<HandOver> handOver() {
    return dropFolder
        .flatMap(folder ->
            NonceFile.read(folder.resolve(DropFolder.NONCE_FILE))
                .map(nonce -> new HttpDropFolder(http, id, folder, nonce)))
        .map(folder -> new LinkingHandOver(folder, UUID::randomUUID));
  }

  @Override
  public void renew() throws IOException {
    http.call(HttpCall.of(Route.RENEW, id)).bytes();
  }

  @Override
  public void abort() throws IOException {
    http.call(HttpCall.of(Route.ABORT, id)).bytes();
  }
}
