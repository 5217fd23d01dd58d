package c3.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import c3.cli.terminal.Output;
import c3.json.Json;
import c3.json.JsonObject;
import c3.model.Digest;
import c3.model.EntryPath;
import c3.wire.message.Listing.Item;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListingPrinterTest {
  private static final List<Item> ITEMS = List.of(file("grew", true), file("stood", false));

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
  private final Output output = new Output(out, out, false, false, false, Output.ERROR);

  private static Item file(String name, boolean changed) {
    return new Item.File(EntryPath.of(name), 3, false, Optional.empty(), Digest.EMPTY, changed);
  }

  private String printed() {
    output.out().flush();
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void saysOfWhichFileTheContentMayBeAMixture() {
    new ListingPrinter.Detailed(output).print(ITEMS);

    assertThat(printed().lines())
        .containsExactly(
            "     3 B  -                 grew   (changed while it was read)",
            "     3 B  -                 stood");
  }

  @Test
  void saysSoInJsonToo() throws IOException {
    ListingPrinter printer = new ListingPrinter.AsJson(output, "/jobs/j/");
    printer.print(ITEMS);
    printer.end();

    assertThat(Json.read(printed()).objects("entries"))
        .extracting((JsonObject entry) -> entry.flag("changed"))
        .containsExactly(true, false);
  }
}
