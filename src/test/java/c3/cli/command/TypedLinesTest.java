package c3.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import c3.SettableClock;
import c3.cli.C3Door;
import c3.cli.Cli;
import c3.cli.Environment;
import c3.cli.terminal.Captured;
import c3.json.Json;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import c3.model.Job;
import c3.model.JobEnd;
import c3.model.ManifestSummary;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Command lines against a server that is no server: exit statuses, one line on stderr, JSON alone
/// on stdout.
class TypedLinesTest {
  @TempDir Path here;
  private final Captured said = new Captured(false);
  private final List<RuntimeException> defects = new ArrayList<>();
  private Map<String, String> variables = Map.of();

  private int type(String line) {
    return type(
        line, new FakeControlPlane(List.of(TestJobs.succeeded(1), TestJobs.pending(2)), 100));
  }

  private int type(String line, FakeControlPlane control) {
    return run(line, new FakeConnector(control));
  }

  private int run(String line, Connector connector) {
    Environment environment =
        new Environment(variables, here, new SettableClock(TestJobs.SUBMITTED), new Random(1));
    Context context = new Context(environment, said.output(), connector);
    Cli cli =
        new Cli(
            context,
            new C3Door(commands()),
            defect -> {
              defects.add(defect);
              return Optional.of("/home/client.log");
            });
    return cli.run(line.isEmpty() ? List.of() : List.of(line.split(" ")));
  }

  private static Commands commands() {
    Map<String, Supplier<Command>> byName = new LinkedHashMap<>();
    Commands[] all = new Commands[1];
    byName.put("squeue", SqueueCommand::new);
    byName.put("status", StatusCommand::new);
    byName.put("logs", LogsCommand::new);
    byName.put("cancel", CancelCommand::new);
    byName.put("pull", PullCommand::new);
    byName.put("data", DataCommands::group);
    byName.put("project", ProjectCommands::group);
    byName.put(
        "server",
        () ->
            new GroupCommand(
                () -> Options.command("server", "The server.", "c3 server user list"),
                List.of(
                    GroupCommand.member("user", UserCommands::group),
                    GroupCommand.member("quota", BoundCommand::quota))));
    byName.put("completion", CompletionCommand::new);
    byName.put("complete", () -> new CompleteCommand(() -> all[0]));
    byName.put("help", () -> new HelpCommand(() -> all[0]));
    all[0] = new Commands(byName);
    return all[0];
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deplyo",
        "-x",
        "cancel",
        "completion",
        "completion tcsh",
        "help nope",
        "squeue --jsno",
        "squeue -n x",
        "squeue -n 0",
        "squeue -n 99999999999",
        "squeue extra",
        "status a b",
        "data",
        "data lss",
        "data cat",
        "data cp /jobs/a/",
        "data cp a b",
        "data rm /jobs/a/",
        "pull --last job_1"
      })
  void endsWrongUsageWithTwoAndSaysNothingOnStdout(String line) {
    assertThat(type(line)).as(said.err()).isEqualTo(2);
    assertThat(said.out()).isEmpty();
    assertThat(said.err()).isNotBlank().doesNotContain("Exception", "\tat ");
    assertThat(defects).isEmpty();
  }

  @Test
  void readsNoArgumentsFromAFile() throws IOException {
    Path file = Files.writeString(here.resolve("words"), "bash");

    assertThat(type("completion @" + file)).as(said.out()).isEqualTo(2);
    assertThat(said.err()).contains("@" + file);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "statsu|error: unknown command `statsu`|try: c3 status",
        "data lss|error: unknown command `c3 data lss`|try: c3 data ls",
        "squeue --jsno|error: unknown option: '--jsno'|try: --json",
        "pull --lst|error: unknown option: '--lst'|try: --last",
        "pull -x|error: unknown option: '-x'|try: c3 pull --help",
        "help confg|error: there is no command or topic `confg`|try: c3 help config",
        "status a b|error: unexpected argument `b`|try: c3 status --help",
        "data diff /datasets/a .|error: `.` lies on this machine; c3 data diff compares what is"
            + " stored|try: c3 data cp . /datasets/NAME/",
        "cancel|error: missing required parameter: 'JOB'|try: c3 cancel --help"
      })
  void saysInTwoLinesWhatIsWrongAndWhatToType(String line, String error, String hint) {
    type(line);
    assertThat(said.errors()).containsExactly(error, "  " + hint);
  }

  @Test
  void endsWhatTheServerRefusesWithOne() {
    assertThat(type("status job_9")).isEqualTo(1);
    assertThat(said.errors()).containsExactly("error: no job begins with job_9", "  try: job_1");
    assertThat(said.out()).isEmpty();
  }

  @Test
  void printsJsonAlone() throws IOException {
    assertThat(type("squeue --json")).isZero();
    assertThat(said.out().lines()).hasSize(1);
    assertThat(said.err()).isEmpty();
    assertThat(type("cancel --json " + TestJobs.id(2))).isZero();
    assertThat(Json.read(said.out().lines().toList().getLast()).text("status"))
        .isEqualTo("PENDING");
  }

  @Test
  void saysWhichJobIsMeantWhenNoneIsNamed() {
    assertThat(type("status")).isZero();
    assertThat(said.errors()).first().isEqualTo("the last job of digits: " + TestJobs.id(2));
  }

  @Test
  void linesUpTheQueue() {
    assertThat(type("squeue")).isZero();
    assertThat(said.out().lines())
        .containsExactly(
            "JOB                       STATE      PROJECT  NAME   AGE  TIME  KEPT",
            "job_0000000000002_abcdef  PENDING    digits   train  now  -     -",
            "job_0000000000001_abcdef  SUCCEEDED  digits   train  now  0:04  1.3 MB");
  }

  @Test
  void writesADefectDownInsteadOfShowingIt() {
    assertThat(type("logs")).isEqualTo(1);
    assertThat(defects).hasSize(1);
    assertThat(said.err()).doesNotContain("Exception", "\tat ");
    assertThat(said.errors())
        .containsExactly(
            "the last job of digits: " + TestJobs.id(2),
            "error: c3 went wrong, and this is a defect of it: nobody asks this here",
            "  try: less /home/client.log");
  }

  @Test
  void namesTheVariableThatLedToAServerThatDoesNotAnswer() {
    variables = Map.of("C3_SERVER", "http://127.0.0.1:1");
    assertThat(run("squeue", failing(new C3Exception(ErrorCode.UNAVAILABLE, "cannot reach it"))))
        .isEqualTo(1);
    assertThat(said.errors())
        .containsExactly(
            "error: cannot reach it",
            "  try: check C3_SERVER, or unset it to use the server of this machine");
  }

  @Test
  void saysWhatTheFileSystemRefusedWithoutTheNameOfAClass() {
    assertThat(run("squeue", failing(new NoSuchFileException("/x")))).isEqualTo(1);
    assertThat(said.errors()).containsExactly("error: /x: no such file or folder");
  }

  @Test
  void namesTheCausesWhenAskedTo() {
    C3Exception failure =
        new C3Exception(ErrorCode.UNAVAILABLE, "cannot reach it")
            .causedBy(new IOException("connection\nrefused"));
    assertThat(run("squeue -v", failing(failure))).isEqualTo(1);
    assertThat(said.errors())
        .containsExactly("error: cannot reach it", "  because: connection refused");
  }

  private static Connector failing(IOException failure) {
    return new Connector() {
      @Override
      public Connection connect() throws IOException {
        throw failure;
      }

      @Override
      public Connection connectIfRunning() throws IOException {
        throw failure;
      }

      @Override
      public Connection connectHere() throws IOException {
        throw failure;
      }

      @Override
      public Connection connectWith(Optional<URI> address, String key) throws IOException {
        throw failure;
      }

      @Override
      public Optional<URI> elsewhere() {
        return Optional.empty();
      }
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "complete -- ser|server",
        "complete -- server q|quota",
        "complete -- server user a|add",
        "complete -- server user list --js|--json",
        "complete -- server quota --us|--user",
        "complete -- completion z|zsh",
        "complete -- help sq|squeue",
        "complete -- help exit|exit-codes",
        "complete -- project share bob --role w|writer"
      })
  void completesWhatThereIsToChooseFrom(String line, String completed) {
    assertThat(type(line)).isZero();
    assertThat(said.out().lines()).containsExactly(completed);
  }

  @Test
  void completesNothingBelowAWordThatIsNone() {
    assertThat(type("complete -- server usr a")).isZero();
    assertThat(said.out()).isEmpty();
  }

  @Test
  void showsTheSameHelpEitherWay() {
    assertThat(type("logs --help")).isZero();
    String help = said.out();
    assertThat(help).contains("-f, --follow", "Examples:").doesNotContain("-f, -f");
    assertThat(type("help logs")).isZero();
    assertThat(said.out()).isEqualTo(help + help);
  }

  /// Whoever writes to the wrong folder reads where to write, and is not sent to look at nothing.
  @Test
  void saysWhereAScriptHasToWriteWhenNoFileWasKept() {
    Job empty =
        TestJobs.ended(
            1, JobEnd.exited(0), Optional.of(new ManifestSummary(Digest.of(new byte[0]), 0, 0)));
    assertThat(type("status", new FakeControlPlane(List.of(empty), 100))).isZero();
    assertThat(said.out())
        .contains("  kept no files; a job keeps what its script leaves in $C3_ARTIFACTS_DIR");
    assertThat(said.err()).doesNotContain("pull");

    new EndReport(said.output()).tell(empty);
    assertThat(said.err())
        .contains("succeeded in 4.0 s; kept no files")
        .contains("  a job keeps what its script leaves in $C3_ARTIFACTS_DIR")
        .doesNotContain("c3 data ls");
  }

  @Test
  void sendsWhoseScriptFailedToItsLog() {
    Job failed = TestJobs.ended(1, JobEnd.exited(137), Optional.of(TestJobs.KEPT));
    assertThat(type("status", new FakeControlPlane(List.of(failed), 100))).isZero();
    assertThat(said.out())
        .contains("the script exited with 137 (signal 9, as when memory runs out)");
    assertThat(said.errors()).last().isEqualTo("  try: c3 logs " + failed.id());
  }

  @Test
  void saysHowLongAfterTheScriptWhatItLeftWasDurable() throws IOException {
    new EndReport(said.output()).tell(TestJobs.succeeded(1));
    assertThat(said.err())
        .contains(
            "succeeded in 4.0 s; kept 4 files, 1.3 MB (900.0 kB new) at /jobs/",
            "/, durable 0.2 s after exit");

    new EndReport(said.output()).tell(TestJobs.succeeded(2).charged(0));
    assertThat(said.err()).contains("kept 4 files, 1.3 MB (nothing new) at /jobs/");
  }

  /// Whatever the end, the files may still lie on the machine that ran the script.
  @Test
  void sendsWhoseFilesWereNotStoredToRecover() {
    Job failed = TestJobs.ended(1, JobEnd.exited(3), Optional.empty());
    assertThat(type("status", new FakeControlPlane(List.of(failed), 100))).isZero();
    assertThat(said.errors()).last().isEqualTo("  try: c3 recover " + failed.id());

    new EndReport(said.output()).tell(failed);
    assertThat(said.errors()).last().isEqualTo("  try: c3 recover " + failed.id());
  }

  @Test
  void sendsNobodyToRecoverWhatTheyRemoved() {
    Job emptied = TestJobs.ended(1, JobEnd.exited(3), Optional.empty()).charged(0);
    assertThat(type("status", new FakeControlPlane(List.of(emptied), 100))).isZero();
    assertThat(said.out()).contains("  what it left was removed");
    assertThat(said.errors()).last().isEqualTo("  try: c3 logs " + emptied.id());
  }

  @Test
  void printsExamplesAsTheyAreTyped() {
    assertThat(type("data cp --help")).isZero();
    assertThat(said.out())
        .contains("c3 data cp /projects/digits/jobs/@latest/artifacts/model.json .")
        .doesNotContain("@@");
  }
}
