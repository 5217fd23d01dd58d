package c3.cli.command;

import c3.cli.ExitCode;
import c3.cli.command.Connector.Connection;
import c3.cli.terminal.Amounts;
import c3.cli.terminal.Output;
import c3.cli.terminal.ProgressLine;
import c3.json.JsonObject;
import c3.model.DataPath;
import c3.model.Entry;
import c3.model.Limits;
import c3.store.BlobStore;
import c3.transfer.DownloadResult;
import c3.transfer.Downloader;
import c3.transfer.Downloader.Others;
import c3.transfer.TreeDownloader;
import c3.view.ManifestTree;
import c3.view.ManifestTree.Node;
import c3.view.StoredManifestTree;
import c3.wire.message.Located;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 data cp`: what lies at a data path, onto this machine, where a folder's contents land in the
/// target, a file in it or under its name; or the other way, or from one data path to another, as a
/// new version of a dataset.
public final class DataCopyCommand implements Command {
  private static final String FORCE = "--force";
  private static final String CHECKSUM = "--checksum";

  @Override
  public CommandSpec specification() {
    return Options.command(
            "cp",
            "Copy what lies at a data path onto this machine, or make a dataset's next version.",
            "c3 data cp /jobs/job_1795351023411_x6wm3l/ ./local-output/",
            "c3 data cp /projects/digits/jobs/@latest/artifacts/model.json .",
            "c3 data cp ./images /datasets/images/     a version; only what is new travels",
            "c3 data cp /jobs/job_17953510/artifacts /datasets/models/   nothing travels",
            "c3 data cp --force /datasets/images/@v1/ ./images/    as it was in version 1")
        .addPositional(
            Options.argument(0, "SRC", true, "A data path, or a folder or file of this machine."))
        .addPositional(
            Options.argument(
                1, "DST", true, "A folder or file, made as needed; or /datasets/NAME/."))
        .addOption(Options.flag("Replace files that are there with other content.", FORCE))
        .addOption(
            Options.flag(
                "Read every file to upload, also those that look unchanged since last time.",
                CHECKSUM))
        .addOption(Options.json());
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    String source = Options.argumentOf(arguments, 0).orElseThrow();
    String target = Options.argumentOf(arguments, 1).orElseThrow();
    boolean json = Options.isGiven(arguments, Options.JSON);
    if (!DataPath.isRemote(source) && !DataPath.isRemote(target)) {
      throw new WrongUsage(
          "c3 data cp copies from or to a data path", "c3 data cp " + source + " /datasets/NAME/");
    }
    try (Connection server = context.connector().connect()) {
      if (!DataPath.isRemote(target)) {
        return download(server, arguments, context);
      }
      DatasetUpload upload = new DatasetUpload(context, server, source, target);
      if (DataPath.isRemote(source)) {
        upload.ofServer(json);
      } else {
        upload.ofThisMachine(Options.isGiven(arguments, CHECKSUM), json);
      }
      return ExitCode.OK;
    }
  }

  private static int download(Connection server, ParseResult arguments, Context context)
      throws IOException {
    String source = Options.argumentOf(arguments, 0).orElseThrow();
    String target = Options.argumentOf(arguments, 1).orElseThrow();
    Path path = context.environment().directory().resolve(target);
    boolean folder = target.endsWith("/") || Files.isDirectory(path);
    String again = "c3 data cp " + source + " " + target;
    DownloadResult result;
    try (ProgressLine progress = new ProgressLine(context.output(), "copying");
        Interrupts _ =
            Interrupts.saying(
                progress,
                context.output(),
                "stopped copying; files that have come are whole",
                "  go on   " + again)) {
      Located from = server.control().locate(source);
      Target to = new Target(path, folder, Options.isGiven(arguments, FORCE));
      result = DownloadRoom.checked(path, again, () -> copy(from, to, server, progress));
    }
    tell(result, target, Options.isGiven(arguments, Options.JSON), context.output());
    return result.complete() && result.kept().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }

  /// Where to.
  ///
  /// @param folder whether a single file goes into it, under its own name
  private record Target(Path path, boolean folder, boolean force) {}

  private static DownloadResult copy(
      Located from, Target target, Connection server, ProgressLine progress) throws IOException {
    BlobStore blobs = server.blobs(from.manifest());
    ManifestTree tree = new StoredManifestTree(blobs, from.manifest());
    Node node = tree.find(from.below()).orElseThrow(() -> new NoSuchFileException(from.path()));
    if (node instanceof Node.Leaf leaf && leaf.entry() instanceof Entry.File file) {
      Path name =
          target.folder() ? target.path().resolve(file.path().name().toString()) : target.path();
      return new FileCopy(blobs, progress).copy(file, name, target.force());
    }
    return TreeDownloader.forPeople(blobs, Limits.STANDARD, Workloads.threads())
        .download(
            tree,
            from.below(),
            new Downloader.Target(target.path(), Others.unlessForced(target.force())),
            progress);
  }

  private static void tell(DownloadResult result, String target, boolean json, Output output) {
    if (json) {
      output.json(
          JsonObject.with()
              .put("files", result.files())
              .put("bytes", result.bytes())
              .put("downloaded_count", result.downloaded())
              .putTexts("lost", result.lost().stream().map(loss -> loss.path().toString()).toList())
              .putTexts("kept", result.kept().stream().map(Object::toString).toList())
              .build());
    } else {
      int others = result.kept().size() + result.lost().size();
      output.result(
          target
              + "   "
              + (others == 0 ? "" : Amounts.count(result.files() - others) + " of ")
              + Amounts.files(result.files())
              + ", "
              + Amounts.size(result.bytes()));
    }
    DownloadTroubles.tell(
        result, " is there already, with other content, and stays (--force)", output);
    if (!result.complete()) {
      output.note(DownloadTroubles.MEND);
    }
  }
}
