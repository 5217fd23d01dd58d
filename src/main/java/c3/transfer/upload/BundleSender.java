package c3.transfer.upload;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.Entry;
import c3.model.EntryPath;
import c3.model.Limits;
import c3.store.HandOver;
import c3.store.UploadSession;
import c3.store.format.BundleRecord;
import c3.store.format.BundleWriter;
import c3.store.format.SealedBundle;
import c3.transfer.UploadFailed;
import c3.transfer.Workers;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Packs small blobs into bundles and puts each when it is full, while the next one fills. Hands
/// them over by link where both sides agreed on it and sends them otherwise: a bundle is this
/// upload's own file. For one thread, the sending and the asking aside.
final class BundleSender implements Closeable {
  private static final int SENT_AT_A_TIME = 2;
  private static final int WAITING_MAX = 1;

  private final UploadSession session;
  private final LackingBlobs lacking;
  private final Optional<HandOver> handOver;
  private final Spool spool;
  private final Limits limits;
  private final Workers senders;

  /// What is in a bundle that the store has not acknowledged yet, and what it has meanwhile.
  private final Set<Digest> onTheWay = new HashSet<>();

  private final Queue<SealedBundle> arrived = new ConcurrentLinkedQueue<>();
  private Optional<BundleWriter> open = Optional.empty();

  /// The first file in the bundle that is open.
  private Optional<EntryPath> first = Optional.empty();

  BundleSender(Transit transit, Optional<HandOver> handOver) {
    this.session = transit.session();
    this.lacking = new LackingBlobs(session, System::nanoTime);
    this.handOver = handOver;
    this.spool = transit.spool();
    this.limits = transit.limits();
    this.senders = new Workers(SENT_AT_A_TIME, WAITING_MAX, transit.threads().factory());
  }

  /// What the store lacks of some digests. Those on their way do not count as there.
  ///
  /// @param arrived the bundles that the store had when it was asked, and not at the question
  ///   before
  record Answer(Set<Digest> missing, List<SealedBundle> arrived) {}

  /// Asks the store, which another thread than the storing one may do, one question after the
  /// other.
  Answer ask(Set<Digest> digests) throws IOException {
    List<SealedBundle> before = arrived();
    return new Answer(lacking.among(digests), before);
  }

  private List<SealedBundle> arrived() {
    List<SealedBundle> before = new ArrayList<>();
    for (SealedBundle bundle = arrived.poll(); bundle != null; bundle = arrived.poll()) {
      before.add(bundle);
      lacking.arrived(bundle);
    }
    return before;
  }

  /// Takes note of what has arrived, when what was asked about is stored and not sooner: what
  /// arrives behind a question is answered as missing and would be sent twice.
  void heard(Answer answer) {
    for (SealedBundle bundle : answer.arrived()) {
      bundle.records().forEach(record -> onTheWay.remove(record.digest()));
    }
  }

  /// Asks the store about all of these and takes note, for who also puts blobs by other ways than
  /// this. By the storing thread, while nobody asks.
  Set<Digest> findMissing(Set<Digest> digests) throws IOException {
    List<SealedBundle> before = arrived();
    Answer answer = new Answer(digests.isEmpty() ? Set.of() : session.findMissing(digests), before);
    heard(answer);
    return answer.missing();
  }

  /// Takes a file's blob that the store lacks. Returns false when it is on its way already.
  boolean append(Entry.File file, ByteBuffer content) throws IOException {
    if (onTheWay.contains(file.digest())) {
      return false;
    }
    if (first.isEmpty()) {
      first = Optional.of(file.path());
    }
    return append(file.digest(), content, BundleRecord.TYPE_BLOB);
  }

  /// The same for the manifest.
  boolean append(Digest manifest, ByteBuffer content) throws IOException {
    return append(manifest, content, BundleRecord.TYPE_MANIFEST);
  }

  private boolean append(Digest digest, ByteBuffer content, int type) throws IOException {
    if (!onTheWay.add(digest)) {
      return false;
    }
    if (open.isEmpty()) {
      open = Optional.of(spool.write(() -> new BundleWriter(spool.next(), spool.newId(), limits)));
    }
    BundleWriter writer = open.get();
    try {
      writer.append(digest, content, type);
    } catch (IOException e) {
      throw spool.failure(e);
    }
    if (writer.isFull()) {
      seal();
    }
    return true;
  }

  /// Begins to put what there is, however little.
  void seal() throws IOException {
    if (open.isPresent()) {
      BundleWriter writer = open.get();
      open = Optional.empty();
      Optional<EntryPath> named = first;
      first = Optional.empty();
      SealedBundle bundle =
          spool.write(() -> {
            try (writer) {
              return writer.seal();
            }
          });
      senders.submit(() -> send(bundle, named));
    }
  }

  private void send(SealedBundle bundle, Optional<EntryPath> named) throws IOException {
    Path file = bundle.file();
    try {
      if (handOver.isEmpty() || !handOver.get().bundle(bundle)) {
        session.putBundle(bundle);
      }
    } catch (C3Exception e) {
      throw named.isPresent() ? UploadFailed.naming(named.get(), e) : e;
    } finally {
      spool.remove(file);
    }
    arrived.add(bundle);
  }

  /// Puts what is left; returns when the store has everything.
  void finish() throws IOException {
    seal();
    senders.drain();
  }

  /// Ends the sending, finished or not.
  @Override
  public void close() throws IOException {
    senders.close();
    if (open.isPresent()) {
      open.get().close();
    }
  }
}
