package c3.cli.command;

import c3.cli.terminal.Amounts;
import c3.cli.terminal.Names;
import c3.cli.terminal.Output;
import c3.json.JsonObject;
import c3.model.EntryPath;
import c3.wire.message.Listing.Item;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A way to print a listing, page by page.
interface ListingPrinter {
  void print(List<Item> items);

  /// Called once, behind the last page.
  default void end() {}

  /// Names, one a line.
  record Brief(Output output) implements ListingPrinter {
    @Override
    public void print(List<Item> items) {
      for (Item item : items) {
        write(output, name(item), "\n");
      }
    }
  }

  /// Names exactly as they are, each ended by a NUL.
  record NulEnded(Output output) implements ListingPrinter {
    @Override
    public void print(List<Item> items) {
      for (Item item : items) {
        output.out().writeBytes(item.name().bytes());
        output.out().write(0);
      }
    }
  }

  /// Size, time and name; the columns of a page line up.
  record Detailed(Output output) implements ListingPrinter {
    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)
            .withZone(ZoneId.systemDefault());
    private static final int SIZE_WIDTH = 8;

    @Override
    public void print(List<Item> items) {
      for (Item item : items) {
        String size =
            switch (item) {
              case Item.File file -> Amounts.size(file.sizeBytes());
              case Item.Directory directory -> directory.bytes().map(Amounts::size).orElse("-");
              case Item.Link link -> "-";
            };
        String time = modified(item).map(TIME::format).orElse("-");
        String line = String.format(Locale.ROOT, "%" + SIZE_WIDTH + "s  %-16s  ", size, time);
        output.out().print(line);
        write(output, name(item) + remark(item), "\n");
      }
    }

    private static String remark(Item item) {
      return switch (item) {
        case Item.Link link -> " -> " + link.target();
        case Item.File file when file.changed() -> "   (changed while it was read)";
        default -> "";
      };
    }
  }

  /// One JSON object, written as it comes.
  final class AsJson implements ListingPrinter {
    private final StreamedJson json;

    AsJson(Output output, String path) {
      this.json = new StreamedJson(output, JsonObject.with().put("path", path).build(), "entries");
    }

    @Override
    public void print(List<Item> items) {
      items.forEach(item -> json.item(json(item)));
    }

    @Override
    public void end() {
      json.end(JsonObject.with().build());
    }

    private static JsonObject json(Item item) {
      JsonObject.Builder object = ByteNames.put(JsonObject.with(), "name", item.name());
      switch (item) {
        case Item.File file ->
            object
                .put("type", "file")
                .put("bytes", file.sizeBytes())
                .put("executable", file.executable())
                .put("sha256", file.digest().hex())
                .put("changed", file.changed());
        case Item.Link link -> ByteNames.put(object.put("type", "link"), "target", link.target());
        case Item.Directory directory ->
            object
                .put("type", "directory")
                .putWholeOrNull("files", directory.files())
                .putWholeOrNull("bytes", directory.bytes());
      }
      return object.putOrNull("modified", modified(item).map(Instant::toString)).build();
    }
  }

  private static Optional<Instant> modified(Item item) {
    return switch (item) {
      case Item.File file -> file.modified();
      case Item.Directory directory -> directory.modified();
      case Item.Link link -> Optional.empty();
    };
  }

  private static String name(Item item) {
    EntryPath name = item.name();
    return item instanceof Item.Directory ? name + "/" : name.toString();
  }

  private static void write(Output output, String name, String end) {
    output.out().print(output.outTerminal() ? Names.oneLine(name) : name);
    output.out().print(end);
  }
}
