package c3.store.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import c3.Randomly;
import c3.catalog.BlobCatalog;
import c3.model.AccountId;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import c3.model.Limits;
import c3.object.disk.FaultyDisk;
import c3.store.BlobCorrupt;
import c3.store.BlobStore.Range;
import c3.store.IncomingFile;
import c3.store.IncomingSession;
import c3.store.SessionRequest;
import c3.store.UploadSession;
import c3.store.format.BundleRecord;
import c3.store.format.BundleWriter;
import c3.store.format.SealedBundle;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncomingTest {
  private static final int PART = 32 << 20;
  private static final byte[] CONTENT = content(2 * PART + 12_345);
  private static final Digest DIGEST = Digest.of(CONTENT);

  @TempDir Path folder;
  private StoreStage stage;

  @BeforeEach
  void openStage() throws IOException {
    stage = StoreStage.in(folder);
  }

  @AfterEach
  void leavesACleanStore() throws IOException {
    try (StoreStage closing = stage) {
      assertThat(closing.findings()).isEmpty();
    }
  }

  @Test
  void partsArriveInAnyOrderAndTwice() throws IOException {
    Randomly.times(
        3,
        random -> {
          IncomingFile file =
              incoming("key " + random.nextLong()).receiveFile(DIGEST, CONTENT.length);
          assertThat(file.partBytes()).isEqualTo(PART);
          List<Integer> order = new ArrayList<>(List.of(0, 1, 2, random.nextInt(3)));
          Collections.shuffle(order, new Random(random.nextLong()));
          for (int part : order) {
            file.receivePart(part, part(part));
          }
          assertThat(file.parts()).containsExactly(0, 1, 2);
          file.complete();
          file.complete();
          assertStored();
        });
  }

  @Test
  void partsArriveSideBySide() throws Exception {
    IncomingFile file = incoming("a").receiveFile(DIGEST, CONTENT.length);
    List<Future<Boolean>> parts = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int part = 0; part < 3; part++) {
        InputStream bytes = part(part);
        int number = part;
        parts.add(
            threads.submit(() -> {
              file.receivePart(number, bytes);
              return true;
            }));
      }
    }
    for (Future<Boolean> part : parts) {
      part.get();
    }
    file.complete();
  }

  @Test
  void aBegunFileIsFoundAgainWithItsParts() throws IOException {
    IncomingFile begun = incoming("a").receiveFile(DIGEST, CONTENT.length);
    begun.receivePart(1, part(1));
    IncomingFile found = incoming("a").receiveFile(DIGEST, CONTENT.length);
    assertThat(found.parts()).containsExactly(1);
    found.receivePart(0, part(0));
    found.receivePart(2, part(2));
    found.complete();
    assertThat(incoming("b").receiveFile(DIGEST, CONTENT.length).parts()).isEmpty();
  }

  @Test
  void aFileThatWasFoundDamagedSinceItArrivedIsTakenOnceMore() throws IOException {
    arrive(incoming("a").receiveFile(DIGEST, CONTENT.length));
    assertThat(incoming("a").receiveFile(DIGEST, CONTENT.length).parts()).hasSize(3);
    BlobCatalog blobs = stage.catalog().blobs();
    for (BlobCatalog.Place place : blobs.locate(AccountId.LOCAL, List.of(DIGEST)).values()) {
      blobs.markBad(List.of(place.spot()));
    }

    IncomingFile again = incoming("a").receiveFile(DIGEST, CONTENT.length);

    assertThat(again.parts()).isEmpty();
    arrive(again);
    assertStored();
    stage.store().deleteDying();
  }

  private static void arrive(IncomingFile file) throws IOException {
    for (int part = 0; part < 3; part++) {
      file.receivePart(part, part(part));
    }
    file.complete();
  }

  @Test
  void partsThatHaveAnotherLengthDoNotCount() throws IOException {
    IncomingFile file = incoming("a").receiveFile(DIGEST, CONTENT.length);
    file.receivePart(2, part(2));
    assertCode(ErrorCode.INVALID, () -> file.receivePart(2, stream(12_344)));
    assertThat(file.parts()).isEmpty();
    assertCode(ErrorCode.INVALID, () -> file.receivePart(2, stream(12_346)));
    assertCode(ErrorCode.INVALID, () -> file.receivePart(0, stream(PART + 1)));
    assertCode(ErrorCode.INVALID, () -> file.receivePart(3, stream(1)));
    assertCode(ErrorCode.INVALID, () -> file.receivePart(-1, stream(1)));
    assertThat(file.parts()).isEmpty();
    assertCode(ErrorCode.CONFLICT, file::complete);
  }

  @Test
  void aPartThatWasHashedAndComesAgainOtherwiseIsNoticed() throws IOException {
    IncomingFile file = incoming("a").receiveFile(DIGEST, CONTENT.length);
    for (int part = 0; part < 3; part++) {
      file.receivePart(part, part(part));
    }
    byte[] other = Arrays.copyOf(CONTENT, PART);
    other[77] ^= 1;
    file.receivePart(0, new ByteArrayInputStream(other));
    BlobCorrupt refusal = catchThrowableOfType(BlobCorrupt.class, file::complete);
    assertThat(refusal.digest()).isEqualTo(DIGEST);
    assertThat(incoming("a").receiveFile(DIGEST, CONTENT.length).parts()).isEmpty();
    assertThat(drafts()).as("but for the one that was just begun").hasSize(1);
  }

  @Test
  void aHangingSenderCannotWriteIntoAPartThatAnotherSends() throws Exception {
    IncomingFile file = incoming("a").receiveFile(DIGEST, CONTENT.length);
    HangingStream hanging = new HangingStream(PART);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> stuck =
          threads.submit(() -> {
            assertCode(ErrorCode.CONFLICT, () -> file.receivePart(0, hanging));
            return true;
          });
      hanging.awaitHalf();
      for (int part = 0; part < 3; part++) {
        file.receivePart(part, part(part));
      }
      hanging.goOn();
      stuck.get();
    }
    file.complete();
    assertStored();
    assertCode(ErrorCode.CONFLICT, () -> file.receivePart(0, part(0)));
  }

  @Test
  void onlyAsMuchMustBeFreeAsIsToCome() throws IOException {
    FaultyDisk disk = new FaultyDisk((call, file) -> {});
    try (StoreStage full = StoreStage.on(folder.resolve("full"), disk)) {
      SealedBundle bundle;
      Path file = folder.resolve("bundle");
      try (BundleWriter writer = new BundleWriter(file, new UUID(0, 1), Limits.STANDARD)) {
        writer.append(Digest.of(new byte[9]), ByteBuffer.wrap(new byte[9]), BundleRecord.TYPE_BLOB);
        bundle = writer.seal();
      }
      UploadSession session =
          full.store().as(AccountId.LOCAL).open(new SessionRequest("a", Optional.empty()));
      disk.usableBytesMax(bundle.sizeBytes() - 1);
      assertCode(ErrorCode.STORAGE_FULL, () -> session.putBundle(bundle));
      disk.usableBytesMax(bundle.sizeBytes());
      session.putBundle(bundle);
    }
  }

  @Test
  void whatOneSessionAnnouncesMustHaveRoomTogether() throws IOException {
    FaultyDisk disk = new FaultyDisk((call, file) -> {});
    try (StoreStage full = StoreStage.on(folder.resolve("full"), disk)) {
      AccountStore account = full.store().as(AccountId.LOCAL);
      IncomingSession session =
          account.session(account.open(new SessionRequest("a", Optional.empty())).id());
      disk.usableBytesMax(10L * PART);
      byte[] bytes = content(PART);
      IncomingFile first = session.receiveFile(Digest.of(bytes), 6 * (long) PART);

      assertCode(
          ErrorCode.STORAGE_FULL,
          () -> session.receiveFile(Digest.of(new byte[1]), 5 * (long) PART));
      session.receiveFile(Digest.of(bytes), 6 * (long) PART);
      first.receivePart(0, new ByteArrayInputStream(bytes));
      disk.usableBytesMax(9L * PART);
      session.receiveFile(Digest.of(new byte[1]), 4 * (long) PART);
      assertCode(
          ErrorCode.STORAGE_FULL,
          () -> session.receiveFile(Digest.of(new byte[2]), Long.MAX_VALUE));
    }
  }

  @Test
  void whatIsNoBundleIsRefused() throws IOException {
    IncomingSession session = incoming("a");
    for (byte[] junk : List.of(new byte[0], new byte[100], content(1_000))) {
      assertCode(
          ErrorCode.INVALID,
          () ->
              session.receiveBundle(Digest.of(junk), new ByteArrayInputStream(junk), junk.length));
    }
    byte[] cut = "CASBNDL1 and then nothing".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(
            () -> session.receiveBundle(Digest.of(cut), new ByteArrayInputStream(cut), cut.length))
        .isInstanceOf(BlobCorrupt.class);
    assertThat(drafts()).isEmpty();
  }

  @Test
  void aBundleWithoutEndIsCutOff() throws IOException {
    byte[] magic = "CASBNDL1".getBytes(StandardCharsets.US_ASCII);
    InputStream endless =
        new InputStream() {
          private long at;

          @Override
          public int read() {
            long here = at++;
            return here < magic.length ? magic[(int) here] : 0;
          }

          @Override
          public int read(byte[] into, int offset, int length) {
            for (int i = 0; i < length; i++) {
              into[offset + i] = at < magic.length ? magic[(int) at] : 0;
              at++;
            }
            return length;
          }
        };
    assertCode(ErrorCode.INVALID, () -> incoming("a").receiveBundle(DIGEST, endless, 1));
    assertThat(drafts()).isEmpty();
  }

  @Test
  void aStreamThatBreaksOffLeavesNothing() throws IOException {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            throw new IOException("connection reset");
          }
        };
    IncomingFile file = incoming("a").receiveFile(DIGEST, CONTENT.length);
    assertThatThrownBy(() -> file.receivePart(0, broken)).hasMessage("connection reset");
    assertThat(file.parts()).isEmpty();
    assertThatThrownBy(() -> incoming("a").receiveBundle(DIGEST, broken, 1))
        .hasMessage("connection reset");
    assertThat(drafts()).as("but for the file that was begun").hasSize(1);
    stage.store().as(AccountId.LOCAL).open(new SessionRequest("a", Optional.empty())).abort();
    assertThat(drafts()).isEmpty();
  }

  private void assertStored() throws IOException {
    try (InputStream stored = stage.store().as(AccountId.LOCAL).read(DIGEST, Range.ALL)) {
      assertThat(Arrays.equals(stored.readAllBytes(), CONTENT)).isTrue();
    }
  }

  private List<Path> drafts() throws IOException {
    try (Stream<Path> files = Files.walk(stage.root().resolve("tmp"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private IncomingSession incoming(String key) throws IOException {
    AccountStore account = stage.store().as(AccountId.LOCAL);
    return account.session(account.open(new SessionRequest(key, Optional.empty())).id());
  }

  private static InputStream part(int number) {
    int from = number * PART;
    return new ByteArrayInputStream(CONTENT, from, Math.min(PART, CONTENT.length - from));
  }

  private static InputStream stream(int length) {
    return new ByteArrayInputStream(new byte[length]);
  }

  private interface Call {
    void run() throws IOException;
  }

  private static void assertCode(ErrorCode code, Call call) {
    C3Exception refusal = catchThrowableOfType(C3Exception.class, call::run);
    assertThat(refusal.code()).isEqualTo(code);
  }

  private static byte[] content(int length) {
    byte[] bytes = new byte[length];
    Randomly.seeded(length).nextBytes(bytes);
    return bytes;
  }
}
