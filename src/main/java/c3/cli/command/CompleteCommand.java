package c3.cli.command;

import c3.cli.ExitCode;
import c3.cli.command.Connector.Connection;
import c3.model.EntryPath;
import c3.model.HardwareProfile;
import c3.model.Job;
import c3.wire.message.JobsRequest;
import c3.wire.message.ListRequest;
import c3.wire.message.Listing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `c3 complete`: what may stand for the last word; asked by the completion scripts. Never starts a
/// server: without one there are no ids or paths to offer.
public final class CompleteCommand implements Command {
  private static final Set<String> TAKE_JOBS =
      Set.of("status", "logs", "cancel", "pull", "recover");
  private static final int CANDIDATES_MAX = 100;

  private final Supplier<Commands> commands;

  public CompleteCommand(Supplier<Commands> commands) {
    this.commands = commands;
  }

  @Override
  public CommandSpec specification() {
    CommandSpec spec =
        Options.command("complete", "Print what may stand for the last word.")
            .addPositional(Options.arguments("WORD", "The words typed so far, without c3."));
    spec.usageMessage().hidden(true);
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    String[] typed = arguments.matchedPositionalValue(0, new String[0]);
    List<String> words = typed.length == 0 ? List.of("") : Arrays.asList(typed);
    String last = words.getLast();
    candidates(words, context).stream()
        .filter(candidate -> candidate.startsWith(last))
        .limit(CANDIDATES_MAX)
        .forEach(context.output().out()::println);
    return ExitCode.OK;
  }

  private List<String> candidates(List<String> words, Context context) throws IOException {
    if (words.size() == 1) {
      return commands.get().shown();
    }
    Optional<CommandSpec> spec = commands.get().named(words.getFirst()).map(Command::specification);
    if (spec.isEmpty()) {
      return List.of();
    }
    CommandLine called = new CommandLine(spec.get());
    int next = 1;
    while (!called.getSubcommands().isEmpty()) {
      if (next == words.size() - 1) {
        return List.copyOf(called.getSubcommands().keySet());
      }
      called = called.getSubcommands().get(words.get(next));
      if (called == null) {
        return List.of();
      }
      next++;
    }
    if (words.getLast().startsWith("-")) {
      return options(called.getCommandSpec());
    }
    Optional<Iterable<String>> few = few(called.getCommandSpec(), words.get(words.size() - 2));
    if (few.isPresent()) {
      List<String> offered = new ArrayList<>();
      few.get().forEach(offered::add);
      return offered;
    }
    if (isProvider(called.getCommandSpec(), words.get(words.size() - 2))) {
      return providers(context);
    }
    return TAKE_JOBS.contains(words.getFirst())
        ? jobs(words.getLast(), context)
        : words.getFirst().equals("data") ? paths(words.getLast(), context) : List.of();
  }

  /// The words that an option's value or an argument is one of, where they are known.
  private static Optional<Iterable<String>> few(CommandSpec spec, String before) {
    return Optional.<ArgSpec>ofNullable(spec.findOption(before))
        .filter(option -> option.arity().max() > 0)
        .or(() -> spec.positionalParameters().stream().findFirst())
        .map(ArgSpec::completionCandidates);
  }

  private static boolean isProvider(CommandSpec spec, String before) {
    OptionSpec option = spec.findOption(before);
    return option != null && option.paramLabel().equals(DeployCommand.PROVIDER_LABEL);
  }

  private static List<String> providers(Context context) throws IOException {
    try (Connection server = context.connector().connectIfRunning()) {
      return server.control().profiles().stream()
          .map(HardwareProfile::provider)
          .distinct()
          .toList();
    }
  }

  private static List<String> options(CommandSpec spec) {
    return spec.options().stream().map(OptionSpec::longestName).toList();
  }

  private static List<String> jobs(String typed, Context context) throws IOException {
    try (Connection server = context.connector().connectIfRunning()) {
      JobsRequest fitting =
          new JobsRequest(Optional.empty(), typed, false, Optional.empty(), CANDIDATES_MAX);
      return server.control().list(fitting).stream().map(Job::id).map(Object::toString).toList();
    }
  }

  private static List<String> paths(String typed, Context context) throws IOException {
    String folder = typed.substring(0, typed.lastIndexOf('/') + 1);
    try (Connection server = context.connector().connectIfRunning()) {
      Listing listing =
          server
              .control()
              .list(
                  new ListRequest(
                      folder.isEmpty() ? "/" : folder, false, EntryPath.ROOT, CANDIDATES_MAX));
      List<String> paths = new ArrayList<>();
      for (Listing.Item item : listing.items()) {
        boolean directory = item instanceof Listing.Item.Directory;
        paths.add((folder.isEmpty() ? "/" : folder) + item.name() + (directory ? "/" : ""));
      }
      return paths;
    }
  }
}
