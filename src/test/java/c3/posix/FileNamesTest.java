package c3.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.Randomly;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileNamesTest {
  @TempDir Path folder;

  @Test
  void carriesAnyNameThatLinuxAllows() {
    Randomly.times(
        2_000,
        random -> {
          byte[] name = randomName(random);
          assertThat(FileNames.bytes(FileNames.path(name))).isEqualTo(name);
          assertThat(FileNames.nameBytes(FileNames.resolve(folder, name))).isEqualTo(name);
        });
  }

  @Test
  void carriesTextThatHoldsTheReplacementCharacterItself() {
    byte[] name = "a\uFFFDb".getBytes(StandardCharsets.UTF_8);
    assertThat(FileNames.bytes(FileNames.path(name))).isEqualTo(name);
  }

  @Test
  void carriesAbsoluteAndRelativePathsOfManyParts() {
    for (byte[] path : new byte[][] {bytes("/a/b c/%41"), {'x', '/', (byte) 0xff, '/', 'y'}, {}}) {
      assertThat(FileNames.bytes(FileNames.path(path))).isEqualTo(path);
    }
    assertThat(FileNames.path(new byte[] {'/', (byte) 0xff})).isAbsolute();
    assertThat(FileNames.path(new byte[] {(byte) 0xff})).isRelative();
  }

  @Test
  void namesADirectoryWithoutATrailingSlash() throws Exception {
    byte[] name = {'d', (byte) 0xfe};
    Path directory = Files.createDirectory(FileNames.resolve(folder, name));
    assertThat(FileNames.nameBytes(directory)).isEqualTo(name);
    assertThat(FileNames.bytes(directory)).endsWith(name);
  }

  @Test
  void findsOnDiskWhatItMade() throws Exception {
    byte[] name = {'n', '\n', (byte) 0xc3, (byte) 0x28, ' ', '%', '4', '1', '?', '#'};
    Files.writeString(FileNames.resolve(folder, name), "here");
    try (var files = Files.list(folder)) {
      assertThat(files.map(FileNames::nameBytes)).containsExactly(name);
    }
  }

  @Test
  void refusesToLeaveADirectoryByAnAbsoluteName() {
    assertThatThrownBy(() -> FileNames.resolve(folder, bytes("/etc/passwd")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] randomName(RandomGenerator random) {
    byte[] name = new byte[1 + random.nextInt(255)];
    boolean ascii = random.nextBoolean();
    for (int i = 0; i < name.length; i++) {
      do {
        name[i] = (byte) (ascii ? 1 + random.nextInt(127) : random.nextInt(256));
      } while (name[i] == 0 || name[i] == '/');
    }
    return name;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
