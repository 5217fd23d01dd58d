package c3.transfer.upload;

import static org.assertj.core.api.Assertions.assertThat;

import c3.model.Digest;
import c3.model.Entry;
import c3.model.EntryPath;
import c3.model.Limits;
import c3.store.MemoryBlobStore;
import c3.store.SessionRequest;
import c3.store.UploadSession;
import c3.transfer.Threads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Questions that are asked while an earlier batch is stored.
class BundleSenderTest {
  private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);
  private static final Digest DIGEST = Digest.of(CONTENT);
  private static final Entry.File FILE =
      new Entry.File(EntryPath.of("file"), CONTENT.length, false, 0, DIGEST, false);

  @TempDir Path folder;
  private final MemoryBlobStore blobs = new MemoryBlobStore(Limits.STANDARD);
  private Spool spool;
  private BundleSender bundles;

  @BeforeEach
  void open() throws IOException {
    UploadSession session = blobs.open(new SessionRequest("key", Optional.empty()));
    spool = new Spool(folder, UUID::randomUUID);
    Threads threads = new Threads(1, Thread.ofPlatform().daemon().factory());
    Transit transit = new Transit(session, spool, Limits.STANDARD, threads);
    bundles = new BundleSender(transit, Optional.empty());
  }

  @AfterEach
  void close() throws IOException {
    bundles.close();
    spool.close();
  }

  private boolean append() throws IOException {
    return bundles.append(FILE, ByteBuffer.wrap(CONTENT));
  }

  @Test
  void whatIsOnItsWayIsNotSentAgain() throws IOException {
    bundles.heard(bundles.ask(Set.of(DIGEST)));
    assertThat(append()).isTrue();
    assertThat(append()).isFalse();
  }

  @Test
  void whatArrivedBehindAQuestionIsNotSentAgain() throws IOException {
    bundles.heard(bundles.ask(Set.of(DIGEST)));
    append();
    BundleSender.Answer second = bundles.ask(Set.of(DIGEST));
    bundles.finish();
    BundleSender.Answer third = bundles.ask(Set.of(DIGEST));
    assertThat(second.missing()).contains(DIGEST);
    assertThat(third.missing()).isEmpty();

    bundles.heard(second);
    assertThat(append()).isFalse();
  }

  @Test
  void whatArrivedBeforeAQuestionIsForgotten() throws IOException {
    bundles.heard(bundles.ask(Set.of(DIGEST)));
    append();
    bundles.finish();
    bundles.heard(bundles.ask(Set.of()));
    assertThat(append()).isTrue();
  }
}
