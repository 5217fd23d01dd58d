package c3.model;

import java.util.Optional;

/// Something that a job can ask for by name: a machine, or a part of one.
///
/// @param provider whose it is, such as `local`
/// @param bounds how much of a machine a job gets
/// @param machine the machine that it is, or would be, a part of; absent while none is known
/// @param missing why no job can have it now; absent when one can
public record HardwareProfile(
    String name,
    String provider,
    JobBounds bounds,
    Optional<Hardware> machine,
    Optional<String> missing) {
  /// What a job gets that asks for nothing.
  public static final String DEFAULT = "local";

  /// The provider of this machine.
  public static final String LOCAL_PROVIDER = "local";

  private static final int MILLI = 1000;

  /// Thousandths of a processor that a job gets: what it is bounded to, or else what the machine
  /// has.
  public Optional<Integer> milliCpus() {
    return bounds.milliCpus().isPresent()
        ? Optional.of(bounds.milliCpus().getAsInt())
        : machine.map(has -> has.cpus() * MILLI);
  }
}
