package c3.cli.command;

import c3.cli.ExitCode;
import c3.cli.command.Connector.Connection;
import c3.cli.terminal.Amounts;
import c3.cli.terminal.Table;
import c3.json.JsonObject;
import c3.json.JsonValue;
import c3.model.Hardware;
import c3.model.Hardware.Gpu;
import c3.model.HardwareProfile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 list`: the hardware that jobs can run on, as the server knows it.
public final class ListCommand implements Command {
  private static final int MILLI = 1000;

  @Override
  public CommandSpec specification() {
    return Options.command(
            "list",
            "List the hardware profiles that jobs can run on.",
            "c3 list",
            "c3 list -al           with what each has",
            "c3 list --json")
        .addOption(Options.flag("Also those that cannot be used now.", "-a", "--all"))
        .addOption(Options.flag("With what each has.", "-l", "--long"))
        .addOption(Options.json());
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    List<HardwareProfile> all;
    try (Connection server = context.connector().connect()) {
      all = server.control().profiles();
    }
    if (Options.isGiven(arguments, Options.JSON)) {
      context.output().json(all.stream().map(ListCommand::json).toList());
      return ExitCode.OK;
    }
    List<HardwareProfile> shown =
        Options.isGiven(arguments, "-a")
            ? all
            : all.stream().filter(profile -> profile.missing().isEmpty()).toList();
    table(shown, Options.isGiven(arguments, "-l")).lines().forEach(context.output()::result);
    if (shown.size() < all.size()) {
      context
          .output()
          .note(all.size() - shown.size() + " cannot be used now; c3 list -al says why");
    }
    return ExitCode.OK;
  }

  private static Table table(List<HardwareProfile> profiles, boolean longer) {
    Table table =
        longer
            ? Table.titled("PROFILE", "PROVIDER", "CPUS", "MEMORY", "GPUS", "NOW")
            : Table.titled("PROFILE", "PROVIDER");
    for (HardwareProfile profile : profiles) {
      List<String> cells = new ArrayList<>(List.of(profile.name(), profile.provider()));
      if (longer) {
        cells.add(profile.milliCpus().map(Hardware::processors).orElse("-"));
        cells.add(memory(profile).map(Amounts::size).orElse("-"));
        cells.add(shown(gpus(profile)));
        cells.add(profile.missing().orElse("yes"));
      }
      table.row(cells.toArray(String[]::new));
    }
    return table;
  }

  private static String shown(List<Gpu> gpus) {
    return gpus.isEmpty() ? "-" : String.join(", ", gpus.stream().map(ListCommand::shown).toList());
  }

  private static String shown(Gpu gpu) {
    return gpu.memoryBytes() == 0
        ? gpu.name()
        : gpu.name() + " (" + Amounts.size(gpu.memoryBytes()) + ")";
  }

  private static JsonValue json(HardwareProfile profile) {
    JsonObject.Builder json =
        JsonObject.with().put("name", profile.name()).put("provider", profile.provider());
    Optional<Integer> cpus = profile.milliCpus();
    if (cpus.isEmpty()) {
      json.put("cpus", new JsonValue.Nothing());
    } else if (cpus.get() % MILLI == 0) {
      json.put("cpus", cpus.get() / MILLI);
    } else {
      json.put("cpus", cpus.get() / (double) MILLI);
    }
    json.put(
        "memory_bytes",
        memory(profile).<JsonValue>map(JsonValue.Whole::new).orElseGet(JsonValue.Nothing::new));
    return json.putAll("gpus", gpus(profile).stream().map(ListCommand::json).toList())
        .put("available", profile.missing().isEmpty())
        .putOrNull("missing", profile.missing())
        .build();
  }

  private static JsonObject json(Gpu gpu) {
    return JsonObject.with()
        .put("index", gpu.index())
        .put("name", gpu.name())
        .put("memory_bytes", gpu.memoryBytes())
        .build();
  }

  /// What the profile is bounded to, or else what the machine has.
  private static Optional<Long> memory(HardwareProfile profile) {
    return profile.bounds().memoryBytes().isPresent()
        ? Optional.of(profile.bounds().memoryBytes().orElseThrow())
        : profile.machine().map(Hardware::memoryBytes);
  }

  private static List<Gpu> gpus(HardwareProfile profile) {
    List<Gpu> all = profile.machine().map(Hardware::gpus).orElse(List.of());
    return all.subList(0, Math.min(all.size(), profile.bounds().gpus().orElse(all.size())));
  }
}
