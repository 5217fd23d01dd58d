package c3.model;

import java.time.Duration;

/// Every bound in one place: each queue, retry, page, body and buffer names its limit here. Sizes
/// in bytes.
///
/// @param smallFileMax files up to this size go into bundles; larger ones are objects of their own
/// @param bundleMax a bundle is closed when it has grown to this size
/// @param bundleRecordsMax and when it holds this many records
/// @param digestsPerCallMax digests in one find-missing call
/// @param objectsPerBatchMax objects made durable in one pair of transactions
/// @param bufferSize the copy buffer of a thread that moves bytes
/// @param controlBodyMax the body of a control request
/// @param logHeadMax how much of the beginning of a script's log is kept
/// @param logTailMax how much of its end is kept
/// @param pageEntriesMax entries in one page of a listing
/// @param sessionsOpenMax uploads that one person may have open at once
/// @param leaseTime how long a lease lasts without a renewing call
/// @param sessionTime how long a session lasts without a call
/// @param pollTime how long a long poll waits at most
/// @param stopGrace between SIGTERM and SIGKILL
/// @param uploadPatience how long an agent tries to upload without a server
/// @param storePatience how long it tries against a server that says it cannot store
public record Limits(
    long smallFileMax,
    long bundleMax,
    int bundleRecordsMax,
    int digestsPerCallMax,
    int objectsPerBatchMax,
    int bufferSize,
    int controlBodyMax,
    long logHeadMax,
    long logTailMax,
    int pageEntriesMax,
    int sessionsOpenMax,
    Duration leaseTime,
    Duration sessionTime,
    Duration pollTime,
    Duration stopGrace,
    Duration uploadPatience,
    Duration storePatience) {
  private static final int MIB = 1 << 20;

  /// The bounds that c3 runs with.
  public static final Limits STANDARD =
      new Limits(
          MIB,
          64L * MIB,
          16_384,
          10_000,
          256,
          MIB,
          4 * MIB,
          32L * MIB,
          32L * MIB,
          1_000,
          100,
          Duration.ofSeconds(60),
          Duration.ofHours(1),
          Duration.ofSeconds(20),
          Duration.ofSeconds(10),
          Duration.ofMinutes(15),
          Duration.ofMinutes(1));

  /// The same with an agent that gives up an upload after so long, whatever hinders it, or sooner.
  public Limits givingUpAfter(Duration patience) {
    return new Limits(
        smallFileMax,
        bundleMax,
        bundleRecordsMax,
        digestsPerCallMax,
        objectsPerBatchMax,
        bufferSize,
        controlBodyMax,
        logHeadMax,
        logTailMax,
        pageEntriesMax,
        sessionsOpenMax,
        leaseTime,
        sessionTime,
        pollTime,
        stopGrace,
        patience,
        patience.compareTo(storePatience) < 0 ? patience : storePatience);
  }
}
