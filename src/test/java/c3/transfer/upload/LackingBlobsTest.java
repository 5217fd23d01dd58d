package c3.transfer.upload;

import static org.assertj.core.api.Assertions.assertThat;

import c3.model.Digest;
import c3.model.Limits;
import c3.store.MemoryBlobStore;
import c3.store.SessionRequest;
import c3.store.TouchedBlobStore;
import c3.store.UploadSession;
import c3.store.format.BundleRecord;
import c3.store.format.BundleWriter;
import c3.store.format.SealedBundle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LackingBlobsTest {
  @TempDir Path folder;
  private final List<String> calls = new ArrayList<>();
  private UploadSession session;
  private UploadSession somebody;
  private LackingBlobs lacking;
  private MemoryBlobStore blobs;
  private long now;

  @BeforeEach
  void open() throws IOException {
    blobs = new MemoryBlobStore(Limits.STANDARD);
    somebody = blobs.open(new SessionRequest("somebody", Optional.empty()));
    session =
        new TouchedBlobStore(blobs, (call, file) -> calls.add(call))
            .open(new SessionRequest("key", Optional.empty()));
    calls.clear();
    lacking = new LackingBlobs(session, () -> now);
  }

  private static byte[] content(int number) {
    return Integer.toString(number).getBytes(StandardCharsets.UTF_8);
  }

  private static Set<Digest> digests(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(number -> Digest.of(content(number)))
        .collect(Collectors.toSet());
  }

  private SealedBundle bundle(int from, int to) throws IOException {
    UUID id = UUID.randomUUID();
    try (BundleWriter writer =
        new BundleWriter(folder.resolve(id.toString()), id, Limits.STANDARD)) {
      for (int number = from; number < to; number++) {
        byte[] content = content(number);
        writer.append(Digest.of(content), ByteBuffer.wrap(content), BundleRecord.TYPE_BLOB);
      }
      return writer.seal();
    }
  }

  @Test
  void asksAboutFew() throws IOException {
    somebody.putBundle(bundle(0, 3));
    assertThat(lacking.among(digests(0, 10))).isEqualTo(digests(3, 10));
    assertThat(lacking.among(Set.of())).isEmpty();
    assertThat(calls).containsExactly("findMissing");
  }

  /// As many as make it ask for the list with the next.
  private void lackMany() throws IOException {
    assertThat(lacking.among(digests(50_000, 51_000))).hasSize(1_000);
    calls.clear();
  }

  @Test
  void asksAboutManyThatAreThere() throws IOException {
    somebody.putBundle(bundle(0, 9_000));
    for (int from = 0; from < 9_000; from += 3_000) {
      assertThat(lacking.among(digests(from, from + 3_000))).isEmpty();
    }
    assertThat(calls).containsOnly("findMissing").hasSize(3);
  }

  @Test
  void asksAboutManyThatAreMissingOnlyWhatMayBeThere() throws IOException {
    somebody.putBundle(bundle(0, 3));
    lackMany();
    assertThat(lacking.among(digests(3, 2_000))).isEqualTo(digests(3, 2_000));
    assertThat(lacking.among(digests(2_000, 4_000))).isEqualTo(digests(2_000, 4_000));
    assertThat(calls).containsExactly("possessed");

    assertThat(lacking.among(digests(0, 10))).isEqualTo(digests(3, 10));
    assertThat(calls).containsExactly("possessed", "findMissing");
  }

  @Test
  void findsOutThatWhatWasListedIsLost() throws IOException {
    somebody.putBundle(bundle(0, 3));
    lackMany();
    lacking.among(digests(3, 10));
    blobs.lose(Digest.of(content(1)));
    assertThat(lacking.among(digests(0, 3))).containsExactly(Digest.of(content(1)));
  }

  @Test
  void knowsWhatArrivedSince() throws IOException {
    lackMany();
    lacking.among(digests(0, 2_000));
    SealedBundle bundle = bundle(0, 2_000);
    session.putBundle(bundle);
    lacking.arrived(bundle);
    assertThat(lacking.among(digests(1_990, 2_010))).isEqualTo(digests(2_000, 2_010));
  }

  @Test
  void whatArrivedBeforeTheListIsInIt() throws IOException {
    SealedBundle bundle = bundle(0, 900);
    session.putBundle(bundle);
    lacking.arrived(bundle);
    lackMany();
    lacking.among(digests(1_000, 2_000));
    assertThat(calls).containsExactly("possessed");
    assertThat(lacking.among(digests(890, 910))).isEqualTo(digests(900, 910));
  }

  @Test
  void findsWhatOthersBroughtAfterAWhile() throws IOException {
    lackMany();
    lacking.among(digests(0, 2_000));
    somebody.putBundle(bundle(0, 2_000));
    now += 1_999_999_999;
    assertThat(lacking.among(digests(0, 5))).hasSize(5);
    now += 1;
    assertThat(lacking.among(digests(0, 5))).isEmpty();
    assertThat(calls).containsExactly("possessed", "possessed", "findMissing");
  }

  @Test
  void neverLacksTheEmptyBlob() throws IOException {
    lackMany();
    Set<Digest> many = new HashSet<>(digests(0, 2_000));
    many.add(Digest.EMPTY);
    assertThat(lacking.among(many)).isEqualTo(digests(0, 2_000));
  }

  @Test
  void goesOnAskingAStoreThatHasMuchMore() throws IOException {
    somebody.putBundle(bundle(0, 16_000));
    lackMany();
    assertThat(lacking.among(digests(15_999, 17_001))).isEqualTo(digests(16_000, 17_001));
    assertThat(calls).containsExactly("possessed", "findMissing");
    calls.clear();

    // By now the upload has grown into the store's size.
    assertThat(lacking.among(digests(20_000, 21_000))).isEqualTo(digests(20_000, 21_000));
    assertThat(lacking.among(digests(15_999, 16_001))).isEqualTo(digests(16_000, 16_001));
    assertThat(calls).containsExactly("possessed", "findMissing");
  }
}
