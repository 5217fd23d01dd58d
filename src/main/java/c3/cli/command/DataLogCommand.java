package c3.cli.command;

import c3.cli.ExitCode;
import c3.cli.command.Connector.Connection;
import c3.cli.terminal.Amounts;
import c3.cli.terminal.Table;
import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.model.DataPath;
import c3.model.DataPath.DatasetVersion;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.wire.message.ListRequest;
import c3.wire.message.Listing;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 data log`: the versions of a dataset, newest first.
public final class DataLogCommand implements Command {
  private static final int PAGE = 1000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

  @Override
  public CommandSpec specification() {
    return Options.command(
            "log",
            "List the versions of a dataset, newest first.",
            "c3 data log /datasets/images/",
            "c3 data log /projects/digits/data/images/",
            "c3 data log --json /datasets/images/")
        .addPositional(Options.argument(0, "PATH", true, "The data path of a dataset."))
        .addOption(Options.json());
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    String path = Options.argumentOf(arguments, 0).orElseThrow();
    requireDataset(path);
    try (Connection server = context.connector().connect()) {
      List<Listing.Item.Directory> versions = versions(path, server);
      if (Options.isGiven(arguments, Options.JSON)) {
        context.output().json(versions.stream().map(DataLogCommand::json).toList());
      } else {
        table(versions).lines().forEach(context.output()::result);
      }
      return ExitCode.OK;
    }
  }

  private static void requireDataset(String path) throws C3Exception {
    DataPath parsed;
    try {
      parsed = DataPath.parse(path);
    } catch (IllegalArgumentException e) {
      throw new C3Exception(ErrorCode.INVALID, String.valueOf(e.getMessage()));
    }
    boolean whole =
        parsed instanceof DataPath.InDataset dataset
            && dataset.version() instanceof DatasetVersion.Unsaid
            && dataset.below().isRoot();
    if (!whole) {
      throw new C3Exception(
          ErrorCode.INVALID,
          "only a dataset has versions, not " + path,
          Optional.of("c3 data ls " + path));
    }
  }

  private static List<Listing.Item.Directory> versions(String path, Connection server)
      throws IOException {
    List<Listing.Item.Directory> versions = new ArrayList<>();
    Optional<EntryPath> after = Optional.of(EntryPath.ROOT);
    while (after.isPresent()) {
      Listing page = server.control().list(new ListRequest(path, false, after.get(), PAGE));
      for (Listing.Item item : page.items()) {
        if (item instanceof Listing.Item.Directory version) {
          versions.add(version);
        }
      }
      after = page.next();
    }
    return versions;
  }

  private static String number(Listing.Item.Directory version) {
    return version.name().toString().substring(1);
  }

  private static Table table(List<Listing.Item.Directory> versions) {
    Table table = new Table(List.of(false, false, true, true));
    table.row("VERSION", "CREATED", "FILES", "SIZE");
    for (Listing.Item.Directory version : versions) {
      table.row(
          number(version),
          version.modified().map(TIME::format).orElse("-"),
          version.files().map(Amounts::count).orElse("-"),
          version.bytes().map(Amounts::size).orElse("-"));
    }
    return table;
  }

  private static JsonObject json(Listing.Item.Directory version) {
    return JsonObject.with()
        .put("version", number(version))
        .putOrNull("created", version.modified().map(Instant::toString))
        .put("files", version.files().orElse(0L))
        .put("bytes", version.bytes().orElse(0L))
        .build();
  }
}
