package c3.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import c3.model.C3Exception;
import c3.model.ErrorCode;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Results on stdout, everything else on stderr.
class OutputTest {
  private final Captured plain = new Captured(false);

  @Test
  void writesNotesAtOnce() {
    plain.output().note("job_1 goes on");
    assertThat(plain.err()).isEqualTo("job_1 goes on\n");
    assertThat(plain.out()).isEmpty();
  }

  /// As in `c3 status > log 2>&1`: the hint stands below what it is about.
  @Test
  void keepsTheOrderWhereBothGoToOnePlace() {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(new BufferedOutputStream(both), false, UTF_8);
    PrintStream err = new PrintStream(both, false, UTF_8);
    Output output = new Output(out, err, false, false, false, Output.ERROR);
    output.result("job_1 FAILED");
    output.note("  try: c3 logs job_1");
    assertThat(both.toString(UTF_8)).isEqualTo("job_1 FAILED\n  try: c3 logs job_1\n");
  }

  @Test
  void offersTheNextCommand() {
    plain.output().error(new C3Exception(ErrorCode.NOT_FOUND, "no job", Optional.of("c3 squeue")));
    assertThat(plain.errors()).containsExactly("error: no job", "  try: c3 squeue");
  }

  @Test
  void listsCandidatesWithoutAWordBeforeThem() {
    plain.output().error(new C3Exception(ErrorCode.INVALID, "two fit", Optional.of("a\nb")));
    assertThat(plain.errors()).containsExactly("error: two fit", "  a", "  b");
  }

  @Test
  void escapesControlCharactersWherePeopleWatchAndNowhereElse() {
    Captured watched = new Captured(true);
    watched.output().result("a\033[2J");
    watched.output().note("b\033[2J");
    plain.output().result("a\033[2J");
    assertThat(watched.out()).isEqualTo("a\\x1b[2J\n");
    assertThat(watched.err()).isEqualTo("b\\x1b[2J\n");
    assertThat(plain.out()).isEqualTo("a\033[2J\n");
  }
}
