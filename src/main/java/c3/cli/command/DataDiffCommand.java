package c3.cli.command;

import c3.cli.ExitCode;
import c3.cli.command.Connector.Connection;
import c3.cli.terminal.Amounts;
import c3.cli.terminal.Names;
import c3.cli.terminal.Output;
import c3.json.JsonObject;
import c3.model.DataPath;
import c3.model.Entry;
import c3.view.ManifestDiff;
import c3.view.ManifestDiff.Difference;
import c3.view.StoredManifestTree;
import c3.wire.message.Located;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 data diff`: what differs between two things that are stored. Printed as it is found.
public final class DataDiffCommand implements Command {
  @Override
  public CommandSpec specification() {
    return Options.command(
            "diff",
            "Show what differs between two data paths; exits 0 when nothing does, and 1 otherwise.",
            "c3 data diff /datasets/images/@v1 /datasets/images/@v2",
            "c3 data diff /jobs/job_17953510/artifacts /jobs/job_17953511/artifacts",
            "c3 data diff --json /datasets/images/@v1/train /datasets/images/@latest/train")
        .addPositional(Options.argument(0, "OLD", true, "A data path."))
        .addPositional(Options.argument(1, "NEW", true, "Another one."))
        .addOption(Options.json());
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    for (int side = 0; side < 2; side++) {
      refuseLocal(Options.argumentOf(arguments, side).orElseThrow(), context);
    }
    try (Connection server = context.connector().connect()) {
      Located was = server.control().locate(Options.argumentOf(arguments, 0).orElseThrow());
      Located now = server.control().locate(Options.argumentOf(arguments, 1).orElseThrow());
      Counts counts = new Counts();
      ManifestDiff diff = new ManifestDiff(side(server, was), side(server, now));
      if (Options.isGiven(arguments, Options.JSON)) {
        JsonObject head = JsonObject.with().put("old", was.path()).put("new", now.path()).build();
        StreamedJson json = new StreamedJson(context.output(), head, "differences");
        diff.each(difference -> json.item(counts.counted(difference).build()));
        json.end(counts.json());
      } else {
        diff.each(difference -> print(counts, difference, context.output()));
        context.output().note(counts.sentence());
      }
      return counts.any() ? ExitCode.FAILED : ExitCode.OK;
    }
  }

  private static void refuseLocal(String path, Context context) throws WrongUsage {
    if (!DataPath.isRemote(path) && Files.exists(context.environment().directory().resolve(path))) {
      throw new WrongUsage(
          "`" + path + "` lies on this machine; c3 data diff compares what is stored",
          "c3 data cp " + path + " /datasets/NAME/");
    }
  }

  private static ManifestDiff.Side side(Connection server, Located located) throws IOException {
    return new ManifestDiff.Side(
        new StoredManifestTree(server.blobs(located.manifest()), located.manifest()),
        located.below());
  }

  private static void print(Counts counts, Difference difference, Output output) {
    counts.counted(difference);
    String line =
        switch (difference) {
          case Difference.Added added -> "added    " + added.path() + about(added.now());
          case Difference.Removed removed -> "removed  " + removed.path() + about(removed.was());
          case Difference.Changed changed -> "changed  " + changed.path() + about(changed);
          case Difference.Renamed renamed -> "renamed  " + renamed.from() + " -> " + renamed.path();
        };
    output.out().println(output.outTerminal() ? Names.oneLine(line) : line);
  }

  private static String about(Entry entry) {
    return switch (entry) {
      case Entry.File file -> "  " + Amounts.size(file.sizeBytes());
      case Entry.Link link -> " -> " + link.target();
      case Entry.Directory directory -> "/";
    };
  }

  private static String about(Difference.Changed changed) {
    if (changed.was() instanceof Entry.File was && changed.now() instanceof Entry.File now) {
      return was.digest().equals(now.digest())
          ? now.executable() ? "  now executable" : "  no longer executable"
          : about(was) + " ->" + about(now).substring(1);
    }
    return about(changed.now());
  }

  /// How many differences there are of each kind.
  private static final class Counts {
    private long added;
    private long removed;
    private long changed;
    private long renamed;

    /// Counts a difference and makes its JSON.
    JsonObject.Builder counted(Difference difference) {
      JsonObject.Builder json = ByteNames.put(JsonObject.with(), "path", difference.path());
      return switch (difference) {
        case Difference.Added one -> {
          added++;
          yield sized(json.put("kind", "added"), "bytes", one.now());
        }
        case Difference.Removed one -> {
          removed++;
          yield sized(json.put("kind", "removed"), "bytes", one.was());
        }
        case Difference.Changed one -> {
          changed++;
          json.put("kind", "changed");
          yield sized(sized(json, "old_bytes", one.was()), "bytes", one.now());
        }
        case Difference.Renamed one -> {
          renamed++;
          ByteNames.put(json.put("kind", "renamed"), "from", one.from());
          yield sized(json, "bytes", one.now());
        }
      };
    }

    private static JsonObject.Builder sized(JsonObject.Builder json, String name, Entry entry) {
      return json.putWholeOrNull(
          name,
          entry instanceof Entry.File file ? Optional.of(file.sizeBytes()) : Optional.empty());
    }

    boolean any() {
      return added + removed + changed + renamed > 0;
    }

    String sentence() {
      return any()
          ? "%s added, %s removed, %s changed, %s renamed"
              .formatted(
                  Amounts.count(added),
                  Amounts.count(removed),
                  Amounts.count(changed),
                  Amounts.count(renamed))
          : "nothing differs";
    }

    JsonObject json() {
      return JsonObject.with()
          .put("same", !any())
          .put("added", added)
          .put("removed", removed)
          .put("changed", changed)
          .put("renamed", renamed)
          .build();
    }
  }
}
