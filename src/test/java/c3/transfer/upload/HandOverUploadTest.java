package c3.transfer.upload;

import static org.assertj.core.api.Assertions.assertThat;

import c3.model.Digest;
import c3.model.Entry;
import c3.posix.FileStatus;
import c3.store.BlobStore;
import c3.store.HandOver;
import c3.store.RealStore;
import c3.store.TouchedBlobStore;
import c3.store.format.SealedBundle;
import c3.transfer.OddTree;
import c3.transfer.Progress;
import c3.transfer.UploadResult;
import c3.transfer.Uploads;
import c3.transfer.upload.UploadSettings.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Uploads into a real store on the same disk, which takes files by link.
class HandOverUploadTest {
  @TempDir Path folder;
  private Path source;
  private Path spool;
  @AutoClose private RealStore store;
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void open() throws IOException {
    source = Files.createDirectory(folder.resolve("source"));
    spool = folder.resolve("spool");
    store = new RealStore(folder.resolve("home"), Uploads.SMALL);
  }

  @Test
  void storesEveryKindAndNameByteForByte() throws IOException {
    OddTree.make(source);
    large("weights", 1);
    for (Owner owner : Owner.values()) {
      UploadResult result = upload(owner, store.blobs());
      assertThat(uploads(store.blobs()).entries(result.manifest()))
          .isEqualTo(Uploads.expected(source));
    }
    assertThat(spool).isEmptyDirectory();
  }

  @Test
  void sharesTheBytesOfItsOwnFilesAndSendsNothing() throws IOException {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      files.add(large("f%03d".formatted(i), i));
    }
    Files.writeString(source.resolve("small"), "content");
    UploadResult result = upload(Owner.C3, noting());
    assertThat(store.blobs().size(result.manifest().digest())).isGreaterThan(1_000);
    assertThat(calls).doesNotContain("a file was sent", "putFile", "putBundle");
    assertThat(result.sent().bytes()).isEqualTo(300 * 2_000 + 7);
    for (Path file : files) {
      assertThat(FileStatus.of(file).links()).isEqualTo(2);
      assertThat(Files.isWritable(file) && !isRoot()).isFalse();
    }
    assertContents(result);
  }

  @Test
  void neverSharesTheBytesOfAPersonsFiles() throws IOException {
    Path weights = large("weights", 1);
    Path script = large("script", 2);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    UploadResult result = upload(Owner.PERSON, noting());
    assertThat(calls).doesNotContain("a file was sent", "putBundle");
    assertThat(result.sent().bytes()).isEqualTo(4_000);
    for (Path file : List.of(weights, script)) {
      assertThat(FileStatus.of(file).links()).isEqualTo(1);
    }
    assertThat(uploads(store.blobs()).entries(result.manifest()))
        .isEqualTo(Uploads.expected(source));
    Files.writeString(weights, "changed");
    assertContents(result);
  }

  @Test
  void sendsAFileThatSomebodyMayStillWrite() throws IOException {
    Path weights = large("weights", 1);
    try (var writing = Files.newOutputStream(weights, StandardOpenOption.APPEND)) {
      UploadResult result = upload(Owner.C3, noting());
      assertThat(FileStatus.of(weights).links()).isEqualTo(1);
      assertContents(result);
      writing.write(1);
    }
  }

  @Test
  void leavesAloneAFileWithASecondName() throws IOException {
    Path weights = large("weights", 1);
    Files.createLink(folder.resolve("elsewhere"), weights);
    UploadResult result = upload(Owner.C3, noting());
    assertThat(FileStatus.of(weights).links()).isEqualTo(2);
    assertContents(result);
  }

  @Test
  void findsAgainWhatItHandedOverBefore() throws IOException {
    large("weights", 1);
    UploadResult first = upload(Owner.C3, store.blobs());
    UploadResult second = upload(Owner.C3, noting());
    assertThat(second.manifest()).isEqualTo(first.manifest());
    assertThat(second.sent().bytes()).isZero();
    assertThat(calls).doesNotContain("a file was sent", "putBundle");
  }

  @Test
  void sendsWhatTheStoreDoesNotWantToTake() throws IOException {
    large("weights", 1);
    Files.writeString(source.resolve("small"), "content");
    HandOver unwilling = answering(new HandOver.Result.SendInstead("another disk"));
    for (Owner owner : Owner.values()) {
      calls.clear();
      large("weights", owner.name().length());
      Files.writeString(source.resolve("small"), "content of " + owner);
      BlobStore touched =
          new TouchedBlobStore(
              store.blobs(), (call, file) -> calls.add(call), Optional.of(unwilling));
      UploadResult result = upload(owner, touched);
      assertThat(calls).contains("putFile", "putBundle");
      assertContents(result);
    }
    assertThat(spool).isEmptyDirectory();
  }

  @Test
  void handsOverTheManifestOfAPersonsUpload() throws IOException {
    for (int i = 0; i < 100; i++) {
      Files.writeString(source.resolve("%03d".formatted(i)), "content " + i);
    }
    UploadResult result = upload(Owner.PERSON, noting());
    assertThat(store.blobs().size(result.manifest().digest())).isGreaterThan(1_000);
    assertThat(calls).doesNotContain("putFile", "putBundle");
    assertContents(result);
  }

  @Test
  void sendsALargeManifestThatIsNotTakenForWhatItIs() throws IOException {
    for (int i = 0; i < 100; i++) {
      Files.writeString(source.resolve("%03d".formatted(i)), "content " + i);
    }
    HandOver.Result notTaken = new HandOver.Result.SendInstead("another disk");
    HandOver.Result takenForAnother = new HandOver.Result.Taken(Digest.of(new byte[1]), 1);
    for (HandOver.Result result : List.of(notTaken, takenForAnother)) {
      calls.clear();
      Files.writeString(source.resolve("more"), result.toString());
      UploadResult uploaded =
          upload(
              Owner.PERSON,
              new TouchedBlobStore(
                  store.blobs(), (call, file) -> calls.add(call), Optional.of(answering(result))));
      assertThat(calls).containsOnlyOnce("a file was offered", "putFile");
      assertContents(uploaded);
    }
  }

  @Test
  void copiesNothingForAStoreOnAnotherDisk() throws IOException {
    large("weights", 1);
    Files.writeString(source.resolve("small"), "content");
    HandOver far =
        new HandOver() {
          @Override
          public boolean reaches(Path folder) {
            return false;
          }

          @Override
          public List<Result> files(List<Path> files) {
            throw new AssertionError("a copy was made: " + files);
          }

          @Override
          public boolean bundle(SealedBundle bundle) {
            throw new AssertionError("a bundle cannot be linked");
          }
        };
    List<Path> sent = Collections.synchronizedList(new ArrayList<>());
    BlobStore touched =
        new TouchedBlobStore(
            store.blobs(), (call, file) -> file.ifPresent(sent::add), Optional.of(far));

    UploadResult result = upload(Owner.PERSON, touched);

    assertThat(sent).contains(source.resolve("weights"));
    assertContents(result);
  }

  /// Takes no bundle, and says the same of every file; notes that it was asked.
  private HandOver answering(HandOver.Result result) {
    return new HandOver() {
      @Override
      public boolean reaches(Path folder) {
        return true;
      }

      @Override
      public List<Result> files(List<Path> files) {
        calls.add("a file was offered");
        return Collections.nCopies(files.size(), result);
      }

      @Override
      public boolean bundle(SealedBundle bundle) {
        return false;
      }
    };
  }

  private Path large(String name, int seed) throws IOException {
    byte[] content = new byte[2_000];
    new Random(seed).nextBytes(content);
    return Files.write(source.resolve(name), content);
  }

  /// The store with its real hand-over, noting what is called beside it.
  private BlobStore noting() throws IOException {
    return new TouchedBlobStore(
        store.blobs(),
        (call, file) -> {
          boolean sent = call.equals("putFile") && file.orElseThrow().startsWith(source);
          calls.add(sent ? "a file was sent" : call);
        });
  }

  private UploadResult upload(Owner owner, BlobStore blobs) throws IOException {
    return uploads(blobs).of(owner).upload(source);
  }

  private Uploads uploads(BlobStore blobs) {
    return new Uploads(blobs, spool).bounded(Uploads.SMALL).telling(Progress.NONE);
  }

  private void assertContents(UploadResult result) throws IOException {
    for (Entry entry : uploads(store.blobs()).entries(result.manifest())) {
      if (entry instanceof Entry.File file) {
        try (var content = store.blobs().read(file.digest(), BlobStore.Range.ALL)) {
          assertThat(content.readAllBytes()).hasSize((int) file.sizeBytes());
        }
      }
    }
    assertThat(spool).isEmptyDirectory();
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}
