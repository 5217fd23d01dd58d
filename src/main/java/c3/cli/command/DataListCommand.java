package c3.cli.command;

import c3.cli.ExitCode;
import c3.cli.command.Connector.Connection;
import c3.cli.terminal.Output;
import c3.model.EntryPath;
import c3.wire.ControlPlane;
import c3.wire.message.ListRequest;
import c3.wire.message.Listing;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 data ls`: what lies at a data path. Pages are printed as they come, so that a long listing
/// begins at once and takes no memory.
public final class DataListCommand implements Command {
  private static final String LONG = "-l";
  private static final String RECURSIVE = "-R";
  private static final String ZERO = "-0";
  private static final int PAGE = 1000;

  @Override
  public CommandSpec specification() {
    return Options.command(
            "ls",
            "List what lies at a data path.",
            "c3 data ls /jobs/",
            "c3 data ls -l /jobs/job_1795351023411_x6wm3l/artifacts/",
            "c3 data ls -R /projects/digits/jobs/@latest/",
            "c3 data ls /datasets/images/                  its versions")
        .addPositional(Options.argument(0, "PATH", false, "A data path (default: /)."))
        .addOption(Options.flag("Sizes and times too.", LONG, "--long"))
        .addOption(Options.flag("Everything below it.", RECURSIVE, "--recursive"))
        .addOption(Options.flag("End each name with a NUL, exactly as it is.", ZERO, "--null"))
        .addOption(Options.json());
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    String path = Options.argumentOf(arguments, 0).orElse("/");
    boolean recursive = Options.isGiven(arguments, RECURSIVE);
    try (Connection server = context.connector().connect()) {
      ControlPlane control = server.control();
      Listing page = control.list(new ListRequest(path, recursive, EntryPath.ROOT, PAGE));
      ListingPrinter printer = printer(arguments, page.path(), context.output());
      printer.print(page.items());
      // Whoever reads may have seen enough, as `head` has.
      while (page.next().isPresent() && context.output().flushed()) {
        page = control.list(new ListRequest(path, recursive, page.next().get(), PAGE));
        printer.print(page.items());
      }
      printer.end();
      return ExitCode.OK;
    }
  }

  private static ListingPrinter printer(ParseResult arguments, String path, Output output) {
    if (Options.isGiven(arguments, Options.JSON)) {
      return new ListingPrinter.AsJson(output, path);
    }
    if (Options.isGiven(arguments, ZERO)) {
      return new ListingPrinter.NulEnded(output);
    }
    return Options.isGiven(arguments, LONG)
        ? new ListingPrinter.Detailed(output)
        : new ListingPrinter.Brief(output);
  }
}
