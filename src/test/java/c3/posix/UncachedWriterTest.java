package c3.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UncachedWriterTest {
  private static final int BLOCK = UncachedWriter.BLOCK_BYTES;
  private static final byte[] NAME = {'f'};

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 4 * BLOCK, 9 * BLOCK + 17})
  void writesAFileOfAnyLengthInPiecesOfWholeBlocks(int length) throws IOException {
    byte[] content = new byte[length];
    new Random(length).nextBytes(content);
    write(content, UncachedWriter.buffer(2 * BLOCK));
    assertThat(folder.resolve("f")).hasBinaryContent(content);
  }

  @Test
  void leavesTheCacheAloneUntilTheLastPartOfABlock() throws IOException {
    try (DirectoryHandle directory = DirectoryHandle.open(folder);
        NewFile file = directory.newFile(0600)) {
      assumeThat(file.content().setDirect(true)).isTrue();
      file.content().setDirect(false);
      UncachedWriter writer = new UncachedWriter(file.content());

      writer.write(UncachedWriter.buffer(2 * BLOCK));
      assertThat(isDirect(file)).isTrue();

      writer.write(UncachedWriter.buffer(BLOCK).limit(1));
      assertThat(isDirect(file)).isFalse();
    }
  }

  private static boolean isDirect(NewFile file) {
    return (LibC.fcntl(file.content().descriptor(), Flags.F_GETFL, 0) & Flags.O_DIRECT) != 0;
  }

  @Test
  void writesAsUsualWhereTheKernelDoesNotWantItStraight() throws IOException {
    byte[] content = new byte[5 * BLOCK + 3];
    new Random(5).nextBytes(content);
    ByteBuffer crooked = ByteBuffer.allocateDirect(3 * BLOCK).alignedSlice(BLOCK);
    write(content, crooked.position(1).slice().limit(BLOCK).slice());
    assertThat(folder.resolve("f")).hasBinaryContent(content);
  }

  @Test
  void aBufferIsWholeBlocksAndAtLeastAsLargeAsAskedFor() {
    assertThat(UncachedWriter.buffer(BLOCK).capacity()).isEqualTo(BLOCK);
    ByteBuffer odd = UncachedWriter.buffer(BLOCK + 1);
    assertThat(odd.capacity()).isEqualTo(2 * BLOCK);
    assertThat(odd.alignmentOffset(0, BLOCK)).isZero();
  }

  @Test
  void aSharedFileHasTheBytesOfTheOtherWhereBlocksCanBeShared() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "the same");
    try (DirectoryHandle directory = DirectoryHandle.open(folder);
        NewFile file = directory.newFile(0600);
        OpenFile source = OpenFile.forReading(other)) {
      assumeThat(file.content().share(source)).isTrue();
      file.name(NAME);
      assertThat(folder.resolve("f")).hasContent("the same");
    }
  }

  private void write(byte[] content, ByteBuffer buffer) throws IOException {
    try (DirectoryHandle directory = DirectoryHandle.open(folder);
        NewFile file = directory.newFile(0600)) {
      UncachedWriter writer = new UncachedWriter(file.content());
      for (int at = 0; at < content.length; at += buffer.capacity()) {
        int length = Math.min(buffer.capacity(), content.length - at);
        writer.write(buffer.clear().put(content, at, length).flip());
      }
      file.name(NAME);
    }
  }
}
