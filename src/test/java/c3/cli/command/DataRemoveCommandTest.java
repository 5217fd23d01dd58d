package c3.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import c3.SettableClock;
import c3.cli.Environment;
import c3.cli.terminal.Captured;
import c3.wire.message.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DataRemoveCommandTest {
  private static final String PATH = "/datasets/raw/@v1";
  private static final Usage USAGE = new Usage(50_000, 11_200_000, 11_200_000, 400_000, List.of());

  private static final class Removing extends FakeControlPlane {
    Removing() {
      super(List.of(), 1);
    }

    @Override
    public Usage remove(String path, boolean dryRun) {
      return USAGE;
    }
  }

  @Test
  void saysThatBytesAreNoLongerChargedAndStillOnTheDisk() throws IOException {
    Captured captured = new Captured(false);
    Environment environment =
        new Environment(
            Map.of(), Path.of("/"), new SettableClock(TestJobs.SUBMITTED), new Random(1));
    DataRemoveCommand command = new DataRemoveCommand();

    command.run(
        new CommandLine(command.specification()).parseArgs("--yes", PATH),
        new Context(environment, captured.output(), new FakeConnector(new Removing())));

    assertThat(captured.out())
        .isEqualTo(
            "removed "
                + PATH
                + ": 50,000 files; 400.0 kB are no longer charged, but still on the disk\n");
  }

  @Test
  void saysBeforeItAsksWhatGoesAndWhatStays() {
    assertThat(DataRemoveCommand.going(PATH, USAGE))
        .containsExactly(
            "removes  " + PATH + ": 50,000 files, 11.2 MB",
            "frees    400.0 kB of what is charged, nothing of the disk yet; 10.8 MB stay: others"
                + " use them");
  }
}
