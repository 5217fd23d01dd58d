package c3.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import c3.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Memory does not grow with a tree or with a file: what is many times larger than the heaps of
/// server and agent goes the whole way through both.
@Tag("scenario")
class MemoryScenarioTest {
  private static final String HEAP = "-Xmx256m";
  private static final long FREE_BYTES = 30L << 30;
  private static final long BIG_BYTES = 10L << 30;

  @RegisterExtension final Person person = new Person();

  @Test
  void aHundredThousandFilesGoThroughSmallHeaps() throws Exception {
    String script =
        """
        for i in $(seq 0 99); do
          mkdir $C3_ARTIFACTS_DIR/$i
          (cd $C3_ARTIFACTS_DIR/$i; seq ${i}0000 ${i}0999 | split -l 1 -a 3 - f)
        done
        """;
    String job = kept("many", script, 100_000);

    assertThat(pulled(job).resolve("99/fbml")).hasContent("990999\n");
  }

  /// Holes, so that it costs no more than its way.
  @Test
  void aFileOfTenGigabytesGoesThroughSmallHeaps() throws Exception {
    assumeThat(Files.getFileStore(person.home()).getUsableSpace())
        .as("bytes free for a file of 10 GiB")
        .isGreaterThan(FREE_BYTES);
    String script =
        "truncate -s 10G $C3_ARTIFACTS_DIR/big; printf end | dd of=$C3_ARTIFACTS_DIR/big"
            + " bs=1 seek=%d conv=notrunc status=none\n".formatted(BIG_BYTES - 3);
    String job = kept("big", script, 1);

    Path big = pulled(job).resolve("big");
    assertThat(big).hasSize(BIG_BYTES);
    assertThat(lastThree(big)).isEqualTo("end");
  }

  /// A job's artifacts, pulled.
  private Path pulled(String job) throws Exception {
    Path folder = Files.createDirectory(person.at("pulled"));
    Ended ended = person.c3().in(folder).run("pull", job);
    assertThat(ended.exitCode()).as("%s", ended).isZero();
    return folder.resolve(job).resolve("artifacts");
  }

  private static String lastThree(Path file) throws IOException {
    try (FileChannel in = FileChannel.open(file)) {
      ByteBuffer bytes = ByteBuffer.allocate(3);
      in.read(bytes, in.size() - 3);
      return new String(bytes.array(), StandardCharsets.US_ASCII);
    }
  }

  /// A job that left so many files, kept by a server and an agent with small heaps.
  private String kept(String project, String script, long files) throws Exception {
    Path folder = person.project(project, "", script);
    JsonObject job = person.json("deploy", "-f", "--json", folder.toString());
    assertThat(job.text("status")).isEqualTo("SUCCEEDED");
    assertThat(job.whole("files")).isEqualTo(files);
    assertThat(commandLine(person.server().orElseThrow())).contains(HEAP);
    assertThat(commandLine(person.agent().orElseThrow())).contains(HEAP);
    return job.text("id");
  }

  private static String commandLine(ProcessHandle process) throws IOException {
    return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
  }
}
