package c3.cli.command;

import c3.cli.ExitCode;
import c3.cli.terminal.Output;
import c3.cli.terminal.Table;
import c3.model.Nearest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 help`: every command in one line each, one command in full, or a topic that belongs to none.
public final class HelpCommand implements Command {
  private static final List<String> TOPICS = List.of("jobs", "paths", "config", "exit-codes");

  private final Supplier<Commands> commands;

  /// @param commands every command; asked when help is wanted, since this is one of them
  public HelpCommand(Supplier<Commands> commands) {
    this.commands = commands;
  }

  @Override
  public CommandSpec specification() {
    return Options.command(
            "help",
            "Show every command, one command, or a topic: " + String.join(", ", TOPICS) + ".",
            "c3 help",
            "c3 help deploy",
            "c3 help config        the fields of .c3")
        .addPositional(
            Options.oneOf(
                Options.argument(0, "WORD", false, "A command or a topic."),
                () -> words().iterator()))
        .addPositional(Options.argument(1, "COMMAND", false, "A command below it."));
  }

  private Stream<String> words() {
    return Stream.concat(commands.get().shown().stream(), TOPICS.stream());
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    Optional<String> word = Options.argumentOf(arguments, 0);
    if (word.isEmpty()) {
      overview(context.output());
    } else if (TOPICS.contains(word.get())) {
      context.output().result(Texts.read("help/" + word.get() + ".txt").stripTrailing());
    } else {
      usage(word.get(), Options.argumentOf(arguments, 1), context.output());
    }
    return ExitCode.OK;
  }

  private void overview(Output output) {
    output.result("c3 runs your script and keeps what it leaves, for good.");
    output.result("");
    output.result("  c3 init            begin a project here");
    output.result("  c3 deploy -f       run it and follow it");
    output.result("  c3 pull            get what it left");
    output.result("");
    Table table = new Table(List.of(false, false, false));
    for (String name : commands.get().shown()) {
      commands
          .get()
          .named(name)
          .map(Command::specification)
          .ifPresent(spec -> table.row("", name, sentence(spec)));
    }
    table.lines().forEach(output::result);
    output.result("");
    output.result("More: c3 help COMMAND, c3 help " + String.join(" | ", TOPICS));
  }

  private static String sentence(CommandSpec spec) {
    String[] description = spec.usageMessage().description();
    return description.length == 0 ? "" : description[0];
  }

  private void usage(String word, Optional<String> below, Output output) throws IOException {
    Commands all = commands.get();
    CommandLine line = all.named(word).map(CommandLines::of).orElseThrow(() -> unknown(word));
    if (below.isPresent()) {
      line =
          Optional.ofNullable(line.getSubcommands().get(below.get()))
              .orElseThrow(() -> unknown(word + " " + below.get()));
    }
    line.usage(output.out());
  }

  private WrongUsage unknown(String word) {
    return new WrongUsage(
        "there is no command or topic `" + word + "`",
        Nearest.to(word, words().toList())
            .map(near -> "c3 help " + near)
            .or(() -> Optional.of("c3 help")));
  }
}
