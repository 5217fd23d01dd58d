package c3.wire.message;

import c3.model.Job;
import c3.model.JobId;
import c3.model.Lease;
import java.util.List;

/// What an agent is to do.
///
/// @param assigned jobs claimed for it; also those claimed earlier that it neither holds nor has
///   acknowledged
/// @param cancel held jobs that somebody wants ended
/// @param ended held leases whose job has ended: stop the script, collect, attach
/// @param stale held leases that are another's by now: drop their spool
/// @param recover jobs whose kept spool is to be uploaded once more
public record PollAnswer(
    List<Job> assigned,
    List<JobId> cancel,
    List<Lease> ended,
    List<Lease> stale,
    List<JobId> recover) {
  public PollAnswer {
    assigned = List.copyOf(assigned);
    cancel = List.copyOf(cancel);
    ended = List.copyOf(ended);
    stale = List.copyOf(stale);
    recover = List.copyOf(recover);
  }

  /// Nothing to do.
  public static final PollAnswer NOTHING =
      new PollAnswer(List.of(), List.of(), List.of(), List.of(), List.of());
}
