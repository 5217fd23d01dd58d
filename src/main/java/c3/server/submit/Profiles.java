package c3.server.submit;

import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.JobSpec.Placement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What jobs can run on here: providers, and the hardware that each has.
///
/// @param offered every profile; the first is what a job gets that asks for none
public record Profiles(List<Profile> offered) {
  /// This machine, and nothing else.
  public static final Profiles LOCAL = new Profiles(List.of(new Profile("local", "local")));

  public Profiles {
    offered = List.copyOf(offered);
  }

  /// A kind of hardware.
  ///
  /// @param provider whose it is, such as `local`
  /// @param hardware what it is called
  public record Profile(String provider, String hardware) {}

  /// Refuses a placement that no profile can ever satisfy, however long somebody waits: throws
  /// `C3Exception` INVALID saying what there is.
  public void require(Placement placement) throws C3Exception {
    Optional<String> provider = placement.provider();
    List<Profile> fitting =
        offered.stream()
            .filter(profile -> provider.isEmpty() || provider.get().equals(profile.provider()))
            .toList();
    if (fitting.isEmpty()) {
      throw new C3Exception(
          ErrorCode.INVALID,
          "this server has no provider `%s`; it has: %s"
              .formatted(
                  provider.orElse(""),
                  offered.stream()
                      .map(Profile::provider)
                      .distinct()
                      .collect(Collectors.joining(", "))),
          Optional.of("leave out `provider`"));
    }
    Optional<String> hardware = placement.hardware();
    if (hardware.isPresent()
        && fitting.stream().noneMatch(profile -> profile.hardware().equals(hardware.get()))) {
      throw new C3Exception(
          ErrorCode.INVALID,
          "there is no hardware `%s` here; there is: %s"
              .formatted(
                  hardware.get(),
                  fitting.stream().map(Profile::hardware).collect(Collectors.joining(", "))),
          Optional.of("leave out `hardware` and `gpu`"));
    }
  }
}
