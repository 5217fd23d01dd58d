package c3.cli.command;

import c3.cli.ExitCode;
import c3.cli.command.Connector.Connection;
import c3.cli.terminal.Amounts;
import c3.cli.terminal.Output;
import c3.cli.terminal.ProgressLine;
import c3.json.JsonObject;
import c3.model.Limits;
import c3.store.BlobStore;
import c3.transfer.Verification;
import c3.view.StoredManifestTree;
import c3.wire.message.Located;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 data verify`: reads again every byte of what is stored at a data path.
public final class DataVerifyCommand implements Command {
  @Override
  public CommandSpec specification() {
    return Options.command(
            "verify",
            "Read everything at a data path again, and list what is damaged (then exit 1).",
            "c3 data verify /datasets/images/",
            "c3 data verify /datasets/images/@v3/train",
            "c3 data verify --json /jobs/job_1795351023411_x6wm3l/")
        .addPositional(Options.argument(0, "PATH", true, "The data path of something stored."))
        .addOption(Options.json());
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    String path = Options.argumentOf(arguments, 0).orElseThrow();
    Output output = context.output();
    boolean asJson = Options.isGiven(arguments, Options.JSON);
    try (Connection server = context.connector().connect()) {
      Located located = server.control().locate(path);
      JsonObject head = JsonObject.with().put("path", located.path()).build();
      StreamedJson json = new StreamedJson(output, head, "damaged");
      Verification.DamageListener listener =
          asJson
              ? (file, why) ->
                  json.item(ByteNames.put(JsonObject.with(), "path", file).put("what", why).build())
              : (file, why) -> output.result("damaged  " + file + ": " + why);
      Verification.Result result =
          verify(located, server.blobs(located.manifest()), listener, output);
      if (asJson) {
        json.end(
            JsonObject.with()
                .put("clean", result.damaged() == 0)
                .put("files", result.files())
                .put("bytes", result.bytes())
                .build());
      } else {
        tell(located, result, output);
      }
      return result.damaged() == 0 ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  private static Verification.Result verify(
      Located located, BlobStore blobs, Verification.DamageListener listener, Output output)
      throws IOException {
    try (ProgressLine progress = new ProgressLine(output, "verifying")) {
      return new Verification(blobs, Limits.STANDARD, progress, listener)
          .verify(new StoredManifestTree(blobs, located.manifest()), located.below());
    }
  }

  private static void tell(Located located, Verification.Result result, Output output) {
    String read = Amounts.files(result.files()) + ", " + Amounts.size(result.bytes());
    if (result.damaged() == 0) {
      output.result("all is well: " + located.path() + "   " + read + " read and verified");
    } else {
      output.error(
          "%s of %s in %s damaged; what is not can be copied out"
              .formatted(
                  Amounts.count(result.damaged()), Amounts.files(result.files()), located.path()));
    }
  }
}
