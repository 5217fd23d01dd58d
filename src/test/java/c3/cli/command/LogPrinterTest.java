package c3.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import c3.cli.terminal.Captured;
import c3.json.Json;
import c3.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// A log comes in pieces that may end anywhere.
class LogPrinterTest {
  private final Captured said = new Captured(false);

  private JsonObject json(byte[] log, int piece) throws IOException {
    LogPrinter printer = new LogPrinter.AsJson(said.output(), TestJobs.id(1));
    for (int from = 0; from < log.length; from += piece) {
      printer.print(ByteBuffer.wrap(log, from, Math.min(piece, log.length - from)));
    }
    printer.end();
    return Json.read(said.out().lines().toList().getLast());
  }

  @Test
  void joinsALetterThatWasCut() throws IOException {
    String log = "käse \"\\ \t\u001b[1m 👍 日本\n";
    for (int piece = 1; piece < 6; piece++) {
      assertThat(json(log.getBytes(StandardCharsets.UTF_8), piece).text("log")).isEqualTo(log);
    }
  }

  @Test
  void replacesWhatIsNotUtf8AlsoAtTheEnd() throws IOException {
    byte[] log = {'a', (byte) 0xff, 'b', (byte) 0xf0, (byte) 0x9f};
    for (int piece = 1; piece < 6; piece++) {
      assertThat(json(log, piece).text("log")).isEqualTo("a\ufffdb\ufffd");
    }
  }

  @Test
  void printsAnObjectForAnEmptyLogAndNothingBeforeThereIsOne() throws IOException {
    LogPrinter printer = new LogPrinter.AsJson(said.output(), TestJobs.id(1));
    printer.skip(7);
    assertThat(said.out()).isEmpty();
    printer.end();
    assertThat(said.out())
        .isEqualTo("{\"job_id\":\"" + TestJobs.id(1) + "\",\"log\":\"\",\"not_kept_bytes\":7}\n");
  }

  @Test
  void marksEachLineForWhoeverWatches() {
    LogPrinter printer = new LogPrinter.Plain(said.output(), "  | ");
    for (String piece : new String[] {"a\nb", "c\n", "d"}) {
      printer.print(ByteBuffer.wrap(piece.getBytes(StandardCharsets.UTF_8)));
    }
    printer.end();
    assertThat(said.out()).isEqualTo("  | a\n  | bc\n  | d\n");
  }
}
