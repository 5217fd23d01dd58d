package c3.agent.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.posix.FileNames;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WordTest {
  @Test
  void leavesPrintableAsciiAsItIs() {
    assertThat(Word.of("-x 'a' $b %s").escaped()).isEqualTo("-x 'a' $b %s");
  }

  @Test
  void writesEveryOtherByteInOctal() {
    assertThat(Word.of("\\\n\u00e9").escaped()).isEqualTo("\\0134\\0012\\0303\\0251");
    assertThat(Word.of(FileNames.path(new byte[] {'/', -1})).escaped()).isEqualTo("/\\0377");
    assertThat(Word.assignment("A", Path.of("/b")).escaped()).isEqualTo("A=/b");
  }

  @Test
  void refusesWhatNoArgumentCanHold() {
    assertThatThrownBy(() -> Word.of("a\0b")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Word("\n")).isInstanceOf(IllegalArgumentException.class);
  }
}
