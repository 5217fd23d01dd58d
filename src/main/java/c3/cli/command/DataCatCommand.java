package c3.cli.command;

import c3.cli.ExitCode;
import c3.cli.command.Connector.Connection;
import c3.model.C3Exception;
import c3.model.Entry;
import c3.model.ErrorCode;
import c3.store.BlobCorrupt;
import c3.store.BlobStore;
import c3.view.ManifestTree.Node;
import c3.view.StoredManifestTree;
import c3.wire.message.Located;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 data cat`: the bytes of stored files, on stdout.
public final class DataCatCommand implements Command {
  private static final int BUFFER = 1 << 16;

  @Override
  public CommandSpec specification() {
    return Options.command(
            "cat",
            "Print stored files, byte for byte.",
            "c3 data cat /jobs/job_1795351023411_x6wm3l/artifacts/metrics.json",
            "c3 data cat /projects/digits/jobs/@latest/artifacts/metrics.json | head",
            "c3 data cat /jobs/job_17953510/results/a.csv /jobs/job_17953510/results/b.csv")
        .addPositional(Options.arguments("PATH", "Data paths of files."));
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    String[] paths = arguments.matchedPositionalValue(0, new String[0]);
    if (paths.length == 0) {
      throw new WrongUsage("c3 data cat needs a path", "c3 data ls /jobs/");
    }
    try (Connection server = context.connector().connect()) {
      for (String path : paths) {
        print(path, server, context);
      }
      return ExitCode.OK;
    }
  }

  /// Ends early, and quietly, when nobody reads any more.
  private static void copy(InputStream bytes, PrintStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    int count = bytes.read(buffer);
    while (count >= 0 && !out.checkError()) {
      out.write(buffer, 0, count);
      count = bytes.read(buffer);
    }
  }

  private static void print(String path, Connection server, Context context) throws IOException {
    Located located = server.control().locate(path);
    BlobStore blobs = server.blobs(located.manifest());
    Optional<Node> node = new StoredManifestTree(blobs, located.manifest()).find(located.below());
    if (node.isPresent()
        && node.get() instanceof Node.Leaf leaf
        && leaf.entry() instanceof Entry.File file) {
      try (InputStream bytes = blobs.read(file.digest(), BlobStore.Range.ALL)) {
        copy(bytes, context.output().out());
      } catch (BlobCorrupt e) {
        throw new C3Exception(e.code(), located.path() + ": " + e.message(), e.hint()).causedBy(e);
      }
      return;
    }
    throw new C3Exception(
        ErrorCode.INVALID, located.path() + " is not a file", Optional.of("c3 data ls " + path));
  }
}
