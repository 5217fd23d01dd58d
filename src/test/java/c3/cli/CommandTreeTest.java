package c3.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import c3.PrintedShapes;
import c3.SettableClock;
import c3.cli.command.CommandLines;
import c3.cli.command.Commands;
import c3.cli.local.Build;
import c3.cli.local.Home;
import c3.cli.local.LocalServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/// What holds for every command there is, those below a group too.
class CommandTreeTest {
  private static final int EXAMPLES_MIN = 3;

  /// Commands without `--json`, and why.
  private static final Map<String, String> NO_JSON =
      Map.of(
          "data cat", "prints the bytes of files",
          "help", "prints text for people",
          "completion", "prints a script for a shell",
          "complete", "is asked by that script, one word a line",
          "server run", "runs until it is ended",
          "agent", "runs until it is ended",
          "warm-up", "prints nothing; only a build calls it");

  private static final Commands COMMANDS = commands();

  private static Commands commands() {
    Home home = new Home(Path.of("/nowhere"));
    Environment environment =
        new Environment(
            Map.of(), Path.of("/nowhere"), new SettableClock(Instant.EPOCH), new Random(1));
    Build build = Build.ofThisProcess();
    return Main.commands(new LocalServer(home, environment, build.program()), home, build);
  }

  /// Every command that does something, by what is typed for it.
  private static Map<String, CommandLine> leaves() {
    Map<String, CommandLine> leaves = new LinkedHashMap<>();
    for (String name : COMMANDS.names()) {
      collect(name, CommandLines.of(COMMANDS.named(name).orElseThrow()), leaves);
    }
    return leaves;
  }

  private static void collect(String typed, CommandLine line, Map<String, CommandLine> leaves) {
    if (line.getSubcommands().isEmpty()) {
      leaves.put(typed, line);
    }
    line.getSubcommands().forEach((name, below) -> collect(typed + " " + name, below, leaves));
  }

  private static Set<String> withJson() {
    return leaves().entrySet().stream()
        .filter(leaf -> leaf.getValue().getCommandSpec().findOption("--json") != null)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyCommandTakesJsonOrHasAReasonNotTo() {
    Set<String> without = new TreeSet<>(leaves().keySet());
    without.removeAll(withJson());
    assertThat(without).isEqualTo(new TreeSet<>(NO_JSON.keySet()));
  }

  @Test
  void theShapeOfEveryCommandIsWrittenDown() throws IOException {
    Set<String> documented =
        PrintedShapes.documented().keySet().stream()
            .map(CommandTreeTest::command)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(documented).isEqualTo(withJson());
  }

  /// The command that a row of the table is about: `data cp` for `data cp to a dataset`.
  private static String command(String row) {
    return leaves().keySet().stream()
        .filter(typed -> (row + " ").startsWith(typed + " "))
        .max(Comparator.comparingInt(String::length))
        .orElse("no command " + row);
  }

  /// Only the command that is typed is specified, and it must be the same as among all.
  @Test
  void everyCommandIsTheSameByItself() {
    assertThat(leaves())
        .allSatisfy((typed, line) -> {
          List<String> words = List.of(typed.split(" "));
          List<String> rest = words.subList(1, words.size());
          CommandLine alone =
              CommandLines.of(COMMANDS.named(words.getFirst()).orElseThrow().narrowedTo(rest));
          for (String word : rest) {
            assertThat(alone.getSubcommands()).as(typed).containsOnlyKeys(word);
            alone = alone.getSubcommands().values().iterator().next();
          }
          assertThat(alone.getUsageMessage()).isEqualTo(line.getUsageMessage());
          assertThat(alone.getCommandSpec().name()).isEqualTo(words.getLast());
        });
  }

  /// The program has the parser know no others, which is not so in a test: see `Ahead`.
  @Test
  void everyArgumentIsOfATypeThatTheParserKnows() {
    assertThat(leaves())
        .allSatisfy((typed, line) -> {
          for (ArgSpec argument : line.getCommandSpec().args()) {
            assertThat(argument.type())
                .as(typed)
                .isIn(boolean.class, Integer.class, String.class, String[].class);
          }
        });
  }

  private static Stream<String> examples() {
    return leaves().values().stream()
        .filter(line -> !line.getCommandSpec().usageMessage().hidden())
        .flatMap(line -> Stream.of(line.getCommandSpec().usageMessage().footer()))
        .filter(footer -> footer.startsWith("  "))
        .map(String::strip);
  }

  @Test
  void everyCommandHasThreeExamples() {
    assertThat(leaves())
        .allSatisfy((typed, line) -> {
          UsageMessageSpec help = line.getCommandSpec().usageMessage();
          long examples =
              Stream.of(help.footer()).filter(footer -> footer.startsWith("  ")).count();
          assertThat(help.hidden() || examples >= EXAMPLES_MIN).as(typed).isTrue();
        });
  }

  /// A line that is broken in two cannot be pasted, and a shell's own variable is not ours to fill.
  @Test
  void helpShowsEveryExampleAsItIsTyped() {
    assertThat(leaves())
        .allSatisfy((typed, line) -> {
          List<String> shown = line.getUsageMessage(CommandLine.Help.Ansi.OFF).lines().toList();
          for (String footer : line.getCommandSpec().usageMessage().footer()) {
            assertThat(shown).as(typed).contains(footer.replace("%%", "%"));
          }
        });
  }

  /// What a shell would hand to `c3`: what stands before a remark, a pipe or a file.
  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleIsUnderstood(String example) {
    String typed = example.split(" {2,}| [|<>&]", 2)[0].replaceFirst("^([A-Z0-9_]+=\\S+ )*", "");
    List<String> words = List.of(typed.split(" ", -1));
    assertThat(words.getFirst()).isEqualTo("c3");
    String name = words.get(1).equals("--version") ? "version" : words.get(1);
    CommandLine line = CommandLines.of(COMMANDS.named(name).orElseThrow());
    assertThatCode(() -> line.parseArgs(words.stream().skip(2).toArray(String[]::new)))
        .doesNotThrowAnyException();
  }
}
