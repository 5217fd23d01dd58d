package c3.cli.command;

import c3.transfer.Threads;

/// How much of the machine a command that moves files may use.
public final class Workloads {
  private Workloads() {}

  /// Platform threads, since they hash, that do not hold the program open.
  public static Threads threads() {
    return Threads.perProcessor(
        Runtime.getRuntime().availableProcessors(),
        task -> Thread.ofPlatform().daemon().name("transfer").unstarted(task));
  }
}
