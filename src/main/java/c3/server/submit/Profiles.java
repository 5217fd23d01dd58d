package c3.server.submit;

import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.Hardware;
import c3.model.HardwareProfile;
import c3.model.JobBounds;
import c3.model.JobSpec.Placement;
import c3.model.Nearest;
import c3.server.schedule.Agents;
import c3.server.schedule.KnownAgent;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What jobs can run on here: the machine of each agent that is there, and the parts of it that
/// somebody has given names. Safe for many threads.
public final class Profiles {
  private static final String NOBODY = "no agent is there";

  private final Offer offer;
  private final Agents agents;

  /// What is offered beside whole machines.
  ///
  /// @param named the profiles by name, asked anew each time; throws `C3Exception` INVALID when
  ///   what was written makes no sense
  /// @param patience how long to wait for the first agent since the server began, where it matters
  public record Offer(Named named, Duration patience) {}

  /// Profiles by name.
  public interface Named {
    Map<String, JobBounds> read() throws IOException;
  }

  public Profiles(Offer offer, Agents agents) {
    this.offer = offer;
    this.agents = agents;
  }

  /// Every profile; the first is what a job gets that asks for none. Waits for the first agent.
  public List<HardwareProfile> list() throws IOException {
    Map<String, JobBounds> all = all();
    agents.awaitFirst(offer.patience());
    return all.entrySet().stream().map(one -> profile(one.getKey(), one.getValue())).toList();
  }

  private HardwareProfile profile(String name, JobBounds bounds) {
    List<Hardware> machines =
        agents.known().stream().flatMap(agent -> agent.hardware().stream()).toList();
    Optional<Hardware> fitting =
        machines.stream().filter(machine -> machine.missing(bounds).isEmpty()).findFirst();
    Optional<Hardware> shown = fitting.or(() -> machines.stream().findFirst());
    Optional<String> missing = shown.isEmpty() ? Optional.of(NOBODY) : shown.get().missing(bounds);
    return new HardwareProfile(name, HardwareProfile.LOCAL_PROVIDER, bounds, shown, missing);
  }

  private Map<String, JobBounds> all() throws IOException {
    Map<String, JobBounds> all = new LinkedHashMap<>();
    all.put(HardwareProfile.DEFAULT, JobBounds.NONE);
    all.putAll(offer.named().read());
    return all;
  }

  /// The placement with the bounds that its profile has now. Refuses one that no machine here can
  /// satisfy, however long somebody waits: throws `C3Exception` INVALID saying what there is. While
  /// no agent has come forward, one that can do anything is likely: it is being started.
  public Placement resolved(Placement placement) throws IOException {
    requireProvider(placement);
    String name = placement.hardware().orElse(HardwareProfile.DEFAULT);
    Map<String, JobBounds> all = all();
    JobBounds bounds = all.get(name);
    if (bounds == null) {
      throw new C3Exception(
              ErrorCode.INVALID,
              "there is no hardware `%s` here; there is: %s"
                  .formatted(name, String.join(", ", all.keySet())),
              Optional.of(
                  Nearest.to(name, all.keySet())
                      .map(near -> "hardware: " + near)
                      .orElse("leave out `hardware` and `gpu`")))
          .about("hardware");
    }
    if (!bounds.isNone()) {
      agents.awaitFirst(offer.patience());
      requireMachine(name, bounds, all);
    }
    return placement.within(bounds);
  }

  private static void requireProvider(Placement placement) throws C3Exception {
    Optional<String> provider = placement.provider();
    if (provider.isPresent() && !provider.get().equals(HardwareProfile.LOCAL_PROVIDER)) {
      throw new C3Exception(
              ErrorCode.INVALID,
              "this server has no provider `%s`; it has: %s"
                  .formatted(provider.get(), HardwareProfile.LOCAL_PROVIDER),
              Optional.of("leave out `provider`"))
          .about("provider");
    }
  }

  private void requireMachine(String name, JobBounds bounds, Map<String, JobBounds> all)
      throws C3Exception {
    Optional<String> missing = profile(name, bounds).missing();
    if (agents.known().isEmpty() || missing.isEmpty()) {
      return;
    }
    String can =
        all.entrySet().stream()
            .filter(one -> profile(one.getKey(), one.getValue()).missing().isEmpty())
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(", "));
    throw new C3Exception(
            ErrorCode.INVALID,
            "hardware `%s` %s; what can run here: %s"
                .formatted(name, missing.get(), can.isEmpty() ? "nothing" : can),
            Optional.of("c3 list -al"))
        .about("hardware");
  }

  /// The agents that could run a job of this placement; its bounds must be resolved. Waits for the
  /// first agent.
  public List<KnownAgent> agentsFor(Placement placement) {
    agents.awaitFirst(offer.patience());
    return agents.known().stream().filter(agent -> agent.hasMachine(placement)).toList();
  }
}
