package c3.transfer.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.collect.Found;
import c3.model.C3Exception;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  private static final Found.Stamp STAMP = new Found.Stamp(3, false, 0, 0, 1, 1, 1);

  @TempDir Path folder;

  private static void copy(Spool spool, Path source, Path copy) throws IOException {
    Found.File found =
        new Found.File(EntryPath.of("artifacts/a"), new Found.Spot(source, EntryPath.ROOT), STAMP);
    SourceFiles.read(found, (file, stamp) -> spool.copy(file, STAMP, copy));
  }

  @Test
  void aCopyIsTheBeginningOfAFile() throws IOException {
    Path source = Files.writeString(folder.resolve("source"), "0123456789");
    try (Spool spool = new Spool(folder, UUID::randomUUID)) {
      Path copy = spool.next();
      copy(spool, source, copy);
      assertThat(copy).hasContent("012");
    }
  }

  /// The memory of a process cannot be read at its beginning.
  @Test
  void aSourceThatCannotBeReadIsNotTheSpoolsFault() throws IOException {
    try (Spool spool = new Spool(folder, UUID::randomUUID)) {
      assertThatThrownBy(() -> copy(spool, Path.of("/proc/self/mem"), spool.next()))
          .hasMessage("artifacts/a: it cannot be read: input/output error")
          .isInstanceOfSatisfying(
              C3Exception.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID));
    }
  }

  @Test
  void aCopyThatCannotBeMadeIsTheSpoolsFault() throws IOException {
    Path source = Files.writeString(folder.resolve("source"), "0123456789");
    try (Spool spool = new Spool(folder.resolve("below"), UUID::randomUUID)) {
      Path taken = Files.createFile(spool.next());
      assertThatThrownBy(() -> copy(spool, source, taken))
          .hasMessageStartingWith("cannot write below " + folder.resolve("below") + ": ")
          .isInstanceOfSatisfying(
              C3Exception.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_FAILED));
    }
  }

  @Test
  void aFailureToWriteIsNamedUnlessItSaysWhatItIs() throws IOException {
    try (Spool spool = new Spool(folder.resolve("below"), UUID::randomUUID)) {
      assertThat(spool.failure(new IOException("No space left on device")))
          .hasMessageStartingWith("cannot write below " + folder.resolve("below") + ": ")
          .isInstanceOf(C3Exception.class);
      for (IOException itself :
          List.of(
              new C3Exception(ErrorCode.UNAVAILABLE, "nobody answers"),
              new InterruptedIOException(),
              new ClosedByInterruptException())) {
        assertThat(spool.failure(itself)).isSameAs(itself);
      }
    }
  }
}
