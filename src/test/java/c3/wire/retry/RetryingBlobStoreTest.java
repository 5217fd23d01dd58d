package c3.wire.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import c3.store.BlobLocator;
import c3.store.BlobMissing;
import c3.store.BlobStore;
import c3.store.SessionRequest;
import c3.store.UploadSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryingBlobStoreTest {
  private final C3Exception gone = new C3Exception(ErrorCode.UNAVAILABLE, "nobody answers");
  private static final List<Digest> WANTED =
      IntStream.range(0, 10)
          .mapToObj(i -> Digest.of(("blob " + i).getBytes(StandardCharsets.UTF_8)))
          .toList();

  private final BreakingStore breaking = new BreakingStore();
  private final BlobStore store =
      new RetryingBlobStore(
          breaking,
          new Retry(
              Patience.of(Duration.ofHours(1)), Pause.NONE, new Random(5), RetryListener.NONE));
  private final List<Digest> visited = new ArrayList<>();

  @Test
  void readsABatchInOneCall() throws IOException {
    breaking.blobsPerCall = 100;

    store.readAll(WANTED, new Visits(Optional.empty()));

    assertThat(visited).containsExactlyInAnyOrderElementsOf(WANTED);
    assertThat(breaking.asked).containsExactly(10);
  }

  @Test
  void asksAfterABreakOnlyForWhatHasNotCome() throws IOException {
    breaking.blobsPerCall = 4;

    store.readAll(WANTED, new Visits(Optional.empty()));

    assertThat(visited).containsExactlyInAnyOrderElementsOf(WANTED);
    assertThat(breaking.asked).containsExactly(10, 6, 2);
  }

  @Test
  void endsWithWhatTheVisitorThrowsEvenIfItLooksLikeABreak() {
    breaking.blobsPerCall = 100;

    assertThatThrownBy(() -> store.readAll(WANTED, new Visits(Optional.of(gone)))).isSameAs(gone);
    assertThat(breaking.asked).containsExactly(10);
    assertThat(visited).hasSize(1);
  }

  private final class Visits implements BlobStore.BlobVisitor {
    private final Optional<IOException> failure;

    Visits(Optional<IOException> failure) {
      this.failure = failure;
    }

    @Override
    public void blob(Digest digest, byte[] content) throws IOException {
      visited.add(digest);
      if (failure.isPresent()) {
        throw failure.get();
      }
    }

    @Override
    public void lost(Digest digest, C3Exception why) throws IOException {
      blob(digest, new byte[0]);
    }
  }

  /// Breaks off after some blobs; every other blob is missing.
  private final class BreakingStore implements BlobStore {
    private final List<Integer> asked = new ArrayList<>();
    private int blobsPerCall;

    @Override
    public void readAll(Collection<Digest> digests, BlobVisitor visitor) throws IOException {
      asked.add(digests.size());
      int left = blobsPerCall;
      for (Digest digest : digests) {
        if (left-- == 0) {
          throw gone;
        }
        if (left % 2 == 0) {
          visitor.blob(digest, new byte[1]);
        } else {
          visitor.lost(digest, new BlobMissing(digest));
        }
      }
    }

    @Override
    public UploadSession open(SessionRequest request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public InputStream read(Digest digest, Range range) {
      throw new UnsupportedOperationException("one blob after the other is what must not be");
    }

    @Override
    public long size(Digest digest) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<BlobLocator> locator() {
      return Optional.empty();
    }
  }
}
