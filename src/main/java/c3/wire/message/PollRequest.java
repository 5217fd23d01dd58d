package c3.wire.message;

import c3.model.AgentName;
import c3.model.Hardware;
import c3.model.Lease;
import c3.model.MountSupport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An agent asks for work and renews what it has.
///
/// @param holding every lease it works on
/// @param freeSlots how many more jobs it could run now
/// @param mounts what kind of mounts it can make
/// @param hardware what its machine has
/// @param tools the programs there that a job's software may need, such as `uv`
/// @param patience how long to wait for something to do, at most `Limits.pollTime`
public record PollRequest(
    AgentName agent,
    List<Lease> holding,
    int freeSlots,
    MountSupport mounts,
    Optional<Hardware> hardware,
    Set<String> tools,
    Duration patience) {
  public PollRequest {
    holding = List.copyOf(holding);
    tools = Set.copyOf(tools);
  }

  /// The same, waiting so long.
  public PollRequest waiting(Duration time) {
    return new PollRequest(agent, holding, freeSlots, mounts, hardware, tools, time);
  }
}
