package c3.cli.local;

import c3.cli.Environment;
import c3.wire.http.Sharing;

/// Whether clients and server make use of the disk that they share; with C3_HANDOVER=off every byte
/// travels over HTTP, as from another machine.
final class DiskSharing {
  private DiskSharing() {}

  static boolean isWanted(Environment environment) {
    return environment.variable("C3_HANDOVER").filter("off"::equals).isEmpty();
  }

  static Sharing of(Environment environment) {
    return isWanted(environment) ? Sharing.DISK : Sharing.NONE;
  }
}
