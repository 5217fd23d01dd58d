package c3.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import c3.SettableClock;
import c3.cli.Environment;
import c3.cli.terminal.Output;
import c3.model.EntryPath;
import c3.wire.message.ListRequest;
import c3.wire.message.Listing;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DataListCommandTest {
  /// A pipe whose reader has gone, as `head` goes.
  private static final PrintStream BROKEN =
      new PrintStream(
          new OutputStream() {
            @Override
            public void write(int b) throws IOException {
              throw new IOException("Broken pipe");
            }
          },
          false,
          StandardCharsets.UTF_8);

  /// A folder without an end.
  private static final class Endless extends FakeControlPlane {
    private int pages;

    Endless() {
      super(List.of(), 1);
    }

    @Override
    public Listing list(ListRequest request) {
      pages++;
      assertThat(pages).as("pages").isLessThan(10);
      EntryPath name = EntryPath.of("more");
      Listing.Item item =
          new Listing.Item.Directory(name, Optional.empty(), Optional.empty(), Optional.empty());
      return new Listing("/jobs/", true, List.of(item), Optional.of(name));
    }
  }

  @Test
  void endsWhenNobodyReadsItAnyMore() throws IOException {
    Environment environment =
        new Environment(
            Map.of(), Path.of("/"), new SettableClock(TestJobs.SUBMITTED), new Random(1));
    Output output = new Output(BROKEN, BROKEN, false, false, false, Output.ERROR);
    Endless endless = new Endless();
    DataListCommand command = new DataListCommand();

    command.run(
        CommandLines.of(command).parseArgs("/jobs/"),
        new Context(environment, output, new FakeConnector(endless)));

    assertThat(endless.pages).isOne();
  }
}
