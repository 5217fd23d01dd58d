package c3.cli.command;

import c3.cli.terminal.Amounts;
import c3.cli.terminal.Output;
import c3.cli.terminal.Table;
import c3.json.JsonObject;
import c3.model.EntryPath;
import c3.wire.ControlPlane;
import c3.wire.message.ListRequest;
import c3.wire.message.Listing;
import c3.wire.message.Usage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What each thing that lies at some data paths takes up: where the bytes are.
///
/// @param path as the server is asked for it
record EachUsage(String path, Usage usage) {
  private static final int PAGE = 1000;
  private static final Comparator<EachUsage> MOST_FIRST =
      Comparator.comparingLong((EachUsage each) -> each.usage().uniqueBytes())
          .thenComparingLong(each -> each.usage().logicalBytes())
          .reversed()
          .thenComparing(EachUsage::path);

  /// What is right below some paths, that which deleting would free most first.
  static List<EachUsage> below(List<String> paths, ControlPlane control) throws IOException {
    List<EachUsage> all = new ArrayList<>();
    for (String path : paths) {
      Optional<EntryPath> behind = Optional.of(EntryPath.ROOT);
      while (behind.isPresent()) {
        Listing page = control.list(new ListRequest(path, false, behind.get(), PAGE));
        for (Listing.Item item : page.items()) {
          if (item instanceof Listing.Item.Directory directory) {
            String below = page.path() + directory.name() + "/";
            all.add(new EachUsage(below, control.usage(List.of(below))));
          }
        }
        behind = page.next();
      }
    }
    all.sort(MOST_FIRST);
    return all;
  }

  static void show(List<EachUsage> all, Output output) {
    Table table = new Table(List.of(true, true, true, false));
    table.row("UNIQUE", "LISTED", "FILES", "PATH");
    for (EachUsage each : all) {
      table.row(
          Amounts.size(each.usage().uniqueBytes()),
          Amounts.size(each.usage().logicalBytes()),
          Amounts.count(each.usage().files()),
          each.path());
    }
    table.lines().forEach(output::result);
  }

  static List<JsonObject> json(List<EachUsage> all) {
    return all.stream()
        .map(each ->
            DataDiskUsageCommand.json(JsonObject.with().put("path", each.path()), each.usage()))
        .toList();
  }
}
