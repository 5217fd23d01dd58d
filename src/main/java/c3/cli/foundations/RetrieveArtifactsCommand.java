package c3.cli.foundations;

import c3.cli.ExitCode;
import c3.cli.command.Command;
import c3.cli.command.Connector.Connection;
import c3.cli.command.Context;
import c3.cli.command.Interrupts;
import c3.cli.command.Options;
import c3.cli.command.Workloads;
import c3.cli.terminal.Output;
import c3.cli.terminal.ProgressLine;
import c3.model.C3Exception;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.model.Job;
import c3.model.JobState;
import c3.model.Limits;
import c3.model.ManifestSummary;
import c3.transfer.DownloadResult;
import c3.transfer.Downloader;
import c3.transfer.Progress;
import c3.transfer.TreeDownloader;
import c3.view.StoredManifestTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `foundations retrieve artifacts`: brings what a job saved onto this machine. What the job's
/// record says was kept is what comes, whatever the environment says today.
final class RetrieveArtifactsCommand implements Command {
  private static final String SAVE_DIR = "--save_dir";
  private static final String SOURCE_DIR = "--source_dir";

  private final KnownEnvironments environments;

  RetrieveArtifactsCommand(KnownEnvironments environments) {
    this.environments = environments;
  }

  @Override
  public CommandSpec specification() {
    return Options.command(
            "artifacts",
            "Download the files that a job saved, also when it failed.",
            "foundations retrieve artifacts --job_id=job_1795351023411_x6wm3l --env=local",
            "foundations retrieve artifacts --job_id=ID --env=local --save_dir=out",
            "foundations retrieve artifacts --job_id=ID --env=local --source_dir=models")
        .addOption(KnownJob.option())
        .addOption(KnownEnvironments.option())
        .addOption(
            Options.text(
                "SAVE_DIR", "Where to save them, made as needed (default: here).", SAVE_DIR))
        .addOption(
            Options.text(
                "SOURCE_DIR",
                "Only this folder of the artifact path (default: all of it).",
                SOURCE_DIR));
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    String environment = environments.named(arguments, context).name();
    EntryPath source = source(Options.textOf(arguments, SOURCE_DIR).orElse(""));
    Path target =
        context.environment().directory().resolve(Options.textOf(arguments, SAVE_DIR).orElse(""));
    if (Files.exists(target) && !Files.isDirectory(target)) {
      throw new C3Exception(ErrorCode.CONFLICT, "`" + target + "` is not a folder");
    }
    try (Connection server = context.connector().connect()) {
      Job job = KnownJob.named(arguments, environment, server);
      Optional<ManifestSummary> kept = kept(job);
      return kept.isEmpty()
          ? ExitCode.OK
          : retrieve(new Wanted(job, kept.get(), source, target), server, context.output());
    }
  }

  /// @param source what of the artifact path
  private record Wanted(Job job, ManifestSummary kept, EntryPath source, Path target) {}

  private static EntryPath source(String written) throws C3Exception {
    String path = written.replaceAll("/+", "/").replaceAll("(^|/)(\\./)+", "$1");
    path = path.replaceAll("/\\.?$", "");
    try {
      return EntryPath.of(path.equals(".") ? "" : path);
    } catch (IllegalArgumentException e) {
      throw new C3Exception(
          ErrorCode.INVALID,
          "`" + SOURCE_DIR + "` must lie inside the artifact path: `" + written + "`");
    }
  }

  /// What the job left; nothing while it still runs.
  private static Optional<ManifestSummary> kept(Job job) throws C3Exception {
    if (job.artifacts().isEmpty() && job.state() instanceof JobState.Ended ended) {
      throw new C3Exception(
          ErrorCode.NOT_FOUND,
          "nothing is stored of job " + job.id() + ": " + ended.end().message(),
          Optional.of("c3 status " + job.id()));
    }
    return job.artifacts();
  }

  private static int retrieve(Wanted wanted, Connection server, Output output) throws IOException {
    EntryPath root = wanted.job().spec().outputs().getFirst().prefix();
    EntryPath part = root.resolve(wanted.source());
    StoredManifestTree tree = new StoredManifestTree(server.blobs(wanted.kept()), wanted.kept());
    if (!wanted.source().isRoot() && tree.find(part).isEmpty()) {
      throw new C3Exception(
          ErrorCode.NOT_FOUND,
          "there is no `%s` in the artifacts of job %s"
              .formatted(wanted.source(), wanted.job().id()),
          Optional.of("c3 data ls -R /jobs/" + wanted.job().id() + "/" + root + "/"));
    }
    Interrupts interrupts =
        Interrupts.saying(
            output,
            "stopped retrieving; what has come so far lies in " + wanted.target(),
            "  go on   the same command brings only what is missing");
    DownloadResult result;
    try (interrupts) {
      Downloader downloader =
          TreeDownloader.forPeople(
              server.blobs(wanted.kept()), Limits.STANDARD, Workloads.threads());
      result =
          watched(
              output,
              progress ->
                  downloader.download(
                      new KeptPart(tree, root, part),
                      root,
                      new Downloader.Target(wanted.target(), Downloader.Others.REPLACED),
                      progress));
    }
    result.lost().forEach(loss -> output.error(loss.path() + ": " + loss.why()));
    result.kept().forEach(path -> output.error(path + ": a folder is in the way"));
    return result.complete() && result.kept().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }

  private interface Transfer {
    DownloadResult run(Progress progress) throws IOException;
  }

  /// Nothing is printed when all goes well, so progress shows only where it can be taken away.
  private static DownloadResult watched(Output output, Transfer transfer) throws IOException {
    if (!output.redraws()) {
      return transfer.run(Progress.NONE);
    }
    try (ProgressLine progress = new ProgressLine(output, "retrieving")) {
      return transfer.run(progress);
    }
  }
}
