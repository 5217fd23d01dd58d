package c3.cli.command;

import c3.model.Nearest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Every command by its name, in the order that help lists them.
public final class Commands {
  private final Map<String, Supplier<Command>> byName;

  /// @param byName how each command is made; only the one that was typed is
  public Commands(Map<String, Supplier<Command>> byName) {
    this.byName = new LinkedHashMap<>(byName);
  }

  /// The command of a name.
  public Optional<Command> named(String name) {
    return Optional.ofNullable(byName.get(name)).map(Supplier::get);
  }

  /// Every name.
  public Set<String> names() {
    return byName.keySet();
  }

  /// The names of those that help shows.
  List<String> shown() {
    return byName.entrySet().stream()
        .filter(command -> !command.getValue().get().specification().usageMessage().hidden())
        .map(Map.Entry::getKey)
        .toList();
  }

  /// The name that was probably meant.
  public Optional<String> nearest(String word) {
    return Nearest.to(word, byName.keySet());
  }
}
