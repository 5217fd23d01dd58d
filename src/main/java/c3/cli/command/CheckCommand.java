package c3.cli.command;

import c3.catalog.Catalog;
import c3.cli.ExitCode;
import c3.cli.local.Home;
import c3.cli.local.Logs;
import c3.cli.local.StoreFiles;
import c3.cli.terminal.Amounts;
import c3.cli.terminal.Output;
import c3.cli.terminal.ProgressLine;
import c3.json.JsonObject;
import c3.object.disk.DiskObjectStore;
import c3.store.check.CheckListener;
import c3.store.check.CheckResult;
import c3.store.check.Finding;
import c3.store.check.StoreCheck;
import c3.store.content.ContentStore;
import c3.transfer.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 check`: reads every stored byte of this machine's store and says what is wrong, and which
/// files are hit. Notes what is damaged, so that an upload of the same content mends it, and
/// changes nothing else unless it is told to; a server may run beside it.
public final class CheckCommand implements Command {
  private static final int FINDINGS_MAX = 1_000;
  private static final String SET_ASIDE = "--set-aside";

  private final Home home;

  public CheckCommand(Home home) {
    this.home = home;
  }

  @Override
  public CommandSpec specification() {
    return Options.command(
            "check",
            "Read every stored byte, verify it, and say what is wrong.",
            "c3 check",
            "c3 check --json | jq .lost",
            "c3 check --set-aside          after an older catalog.db was put back",
            "C3_HOME=/data/c3 c3 check     another store")
        .addOption(
            Options.flag("Move files that the catalog does not know to store/unknown/.", SET_ASIDE))
        .addOption(Options.json());
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    boolean json = Options.isGiven(arguments, Options.JSON);
    boolean setAside = Options.isGiven(arguments, SET_ASIDE);
    if (!Files.exists(home.catalog()) && !ContentStore.hasObjects(home.store())) {
      context.output().note("nothing is stored in " + home.root() + " yet");
      if (json) {
        context.output().json(json(new CheckResult(0, 0, 0, 0, 0, 0, 0, 0), List.of()));
      }
      return ExitCode.OK;
    }
    Logs.silence();
    StoreFiles files = new StoreFiles(home, context.environment());
    List<Finding> findings = new ArrayList<>();
    CheckResult result;
    try (Catalog catalog = files.catalog();
        ExecutorService hashing = files.hashingThreads();
        ProgressLine progress = new ProgressLine(context.output(), "checking")) {
      ContentStore store = ContentStore.beside(files.parts(catalog, hashing));
      result =
          new StoreCheck(store, hashing)
              .run(
                  new Listener(findings, progress),
                  setAside ? StoreCheck.Unknown.SET_ASIDE : StoreCheck.Unknown.REPORTED);
    }
    if (json) {
      context.output().json(json(result, findings));
    } else {
      tell(result, findings, context.output());
    }
    if (result.unknown() > 0) {
      unknown(result, setAside, context.output());
    }
    return result.clean() ? ExitCode.OK : ExitCode.FAILED;
  }

  /// Collects what is wrong, as far as a person can read it, and shows how far the check has come.
  private record Listener(List<Finding> findings, Progress progress) implements CheckListener {
    @Override
    public void found(Finding finding) {
      if (findings.size() < FINDINGS_MAX) {
        findings.add(finding);
      }
    }

    @Override
    public void checked(long blobs, long bytes) {
      progress.on(new Progress.Event.Found(blobs, bytes));
      progress.on(new Progress.Event.Moved(bytes));
    }
  }

  private static void tell(CheckResult result, List<Finding> findings, Output output) {
    for (Finding finding : findings) {
      output.result((finding.lost() ? "LOST  " : "wrong ") + finding.text());
    }
    output.result(
        (result.clean() ? "all is well: " : "")
            + counted(result.manifests(), "manifest")
            + ", "
            + counted(result.blobs(), "blob")
            + ", "
            + Amounts.size(result.bytes())
            + " read and verified");
    if (!result.clean()) {
      output.error(wrong(result.findings()) + "; " + losses(result.lost()));
      hint(result, findings).ifPresent(next -> output.note("  try: " + next));
    }
  }

  /// After an older catalog was put back, they are what was stored since.
  private void unknown(CheckResult result, boolean setAside, Output output) {
    String files = Amounts.files(result.unknown()) + " of " + Amounts.size(result.unknownBytes());
    String folder = home.store().resolve(DiskObjectStore.UNKNOWN) + "/";
    if (setAside) {
      output.note(
          files + " that the catalog does not know now lie in " + folder + "; nothing needs them");
      return;
    }
    output.note(
        files
            + " unknown to the catalog: stored after the backup that it comes from, or left by a"
            + " crash of the machine");
    output.note(
        "  try: put the newer catalog.db back, if there is one; else c3 check --set-aside, which"
            + " moves them to "
            + folder);
  }

  private static String counted(long number, String what) {
    return Amounts.count(number) + " " + what + (number == 1 ? "" : "s");
  }

  private static String wrong(long findings) {
    return counted(findings, "thing") + (findings == 1 ? " is wrong" : " are wrong");
  }

  private static String losses(long lost) {
    if (lost == 0) {
      return "nothing is lost";
    }
    return lost == 1 ? "1 is a loss" : Amounts.count(lost) + " are losses";
  }

  private static Optional<String> hint(CheckResult result, List<Finding> findings) {
    if (findings.stream().anyMatch(finding -> finding.kind() == Finding.Kind.CATALOG)) {
      return Optional.of(
          "c3 server stop, put catalog.db back from a backup, then c3 check (docs/format.md)");
    }
    if (result.lost() > 0) {
      return Optional.of("upload what is lost again from where it is right, then c3 check");
    }
    return findings.stream().anyMatch(finding -> finding.kind() == Finding.Kind.OBJECT)
        ? Optional.of("put that file of the store back from a backup, if there is one")
        : Optional.empty();
  }

  private static JsonObject json(CheckResult result, List<Finding> findings) {
    return JsonObject.with()
        .put("clean", result.clean())
        .put("objects", result.objects())
        .put("blobs", result.blobs())
        .put("bytes", result.bytes())
        .put("manifests", result.manifests())
        .put("findings", result.findings())
        .put("lost", result.lost())
        .put("unknown", result.unknown())
        .put("unknown_bytes", result.unknownBytes())
        .putAll(
            "found",
            findings.stream()
                .map(finding ->
                    JsonObject.with()
                        .put("kind", finding.kind().name())
                        .put("what", finding.what())
                        .put("lost", finding.lost())
                        .putTexts("paths", finding.paths())
                        .put("more_paths", finding.morePaths())
                        .build())
                .toList())
        .build();
  }
}
