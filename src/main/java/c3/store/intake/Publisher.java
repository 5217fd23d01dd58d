package c3.store.intake;

import c3.catalog.BlobCatalog.LiveObject;
import c3.catalog.BlobCatalog.NewObject;
import c3.model.SessionId;
import c3.object.ObjectKey;
import c3.object.ObjectStore.Publication;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/// Makes a session's drafts objects, in the order that no crash can hurt (docs/format.md, W2 to
/// W4):
///
/// 1. the catalog writes down that these objects are about to be, and numbers them;
/// 2. the files get their final names, which are forced;
/// 3. the catalog makes the objects LIVE, records their blobs and holds these.
///
/// Calls that come while one is under way wait and are then made durable together, so that many
/// small calls cost few forces. Safe for many threads.
final class Publisher {
  private final StoreGround ground;
  private final SessionId session;
  private final Lock leading = new ReentrantLock();
  private final Queue<Request> waiting = new ArrayDeque<>();

  Publisher(StoreGround ground, SessionId session) {
    this.ground = ground;
    this.session = session;
  }

  /// Publishes drafts; durable and held when it returns. After a failure none of them may be used
  /// again: some may have got their names.
  void publish(List<Draft> drafts) throws IOException {
    if (drafts.isEmpty()) {
      return;
    }
    Request request = new Request(drafts);
    synchronized (waiting) {
      waiting.add(request);
    }
    leading.lock();
    try {
      while (!request.done) {
        lead(next());
      }
    } finally {
      leading.unlock();
    }
    request.rethrow();
  }

  /// Requests that together fit one batch; at least one.
  private List<Request> next() {
    List<Request> batch = new ArrayList<>();
    int objects = 0;
    synchronized (waiting) {
      Request head = waiting.peek();
      while (head != null
          && (batch.isEmpty()
              || objects + head.drafts.size() <= ground.limits().objectsPerBatchMax())) {
        batch.add(waiting.remove());
        objects += head.drafts.size();
        head = waiting.peek();
      }
    }
    return batch;
  }

  private void lead(List<Request> batch) {
    List<Draft> drafts = batch.stream().flatMap(request -> request.drafts.stream()).toList();
    Optional<Exception> failure = Optional.empty();
    Lock naming = ground.naming().readLock();
    naming.lock();
    try {
      commit(drafts);
    } catch (IOException | RuntimeException e) {
      failure = Optional.of(e);
    } finally {
      naming.unlock();
      for (Request request : batch) {
        request.failure = failure;
        request.done = true;
      }
    }
  }

  private void commit(List<Draft> drafts) throws IOException {
    List<Long> numbers =
        ground.blobs().intend(session, drafts.stream().map(Publisher::row).toList());
    List<Publication> publications = new ArrayList<>(drafts.size());
    List<LiveObject> live = new ArrayList<>(drafts.size());
    for (int i = 0; i < drafts.size(); i++) {
      Draft draft = drafts.get(i);
      long number = numbers.get(i);
      publications.add(
          new Publication(draft.file(), new ObjectKey(draft.kind(), draft.sha256(), number)));
      live.add(new LiveObject(number, draft.blobs()));
    }
    ground.objects().publish(publications);
    ground.blobs().publish(session, live);
  }

  private static NewObject row(Draft draft) {
    return new NewObject(draft.kind().letter(), draft.sha256(), draft.sizeBytes());
  }

  /// One call's drafts; changed only by who leads.
  private static final class Request {
    private final List<Draft> drafts;
    private boolean done;
    private Optional<Exception> failure = Optional.empty();

    Request(List<Draft> drafts) {
      this.drafts = List.copyOf(drafts);
    }

    void rethrow() throws IOException {
      if (failure.isPresent()) {
        switch (failure.get()) {
          case IOException e -> throw e;
          case RuntimeException e -> throw e;
          default -> throw new IllegalStateException(failure.get());
        }
      }
    }
  }
}
