package c3.agent;

import c3.model.AgentName;
import c3.model.Limits;
import java.nio.file.Path;
import java.util.Map;

/// What an agent is told when it starts.
///
/// @param name how it is known to the server
/// @param slots how many jobs it runs at once
/// @param directory where its spools and mount trees lie; its own alone
/// @param hidden what no job may see: c3's own folder
/// @param environment the user's own environment, which jobs inherit
public record AgentSettings(
    AgentName name,
    int slots,
    Path directory,
    Path hidden,
    Map<String, String> environment,
    Limits limits) {
  public AgentSettings {
    environment = Map.copyOf(environment);
  }
}
