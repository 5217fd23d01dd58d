package c3.wire;

import c3.model.JobId;
import c3.model.JobState;
import c3.model.Lease;
import c3.wire.message.FinishAnswer;
import c3.wire.message.FinishRequest;
import c3.wire.message.LeaseAnswer;
import c3.wire.message.LogAnswer;
import c3.wire.message.LogChunk;
import c3.wire.message.PollAnswer;
import c3.wire.message.PollRequest;
import java.io.IOException;

/// What an agent asks of the control plane. Every call that names a lease renews it. Every call is
/// repeatable: a lost answer is asked for again. Throws `C3Exception`: UNAVAILABLE when nobody
/// answers, UNAUTHORIZED for a wrong token, STORAGE_FULL, STORAGE_READ_ONLY and STORAGE_FAILED when
/// the server cannot write.
public interface AgentControl {
  /// Claims jobs, hears of cancels and renews what is held; waits when there is nothing.
  PollAnswer poll(PollRequest request) throws IOException;

  /// Reports STAGING, RUNNING or UPLOADING. STAGING acknowledges the claim: before it nothing runs.
  LeaseAnswer state(Lease lease, JobState state) throws IOException;

  /// Appends to the job's log.
  LogAnswer log(Lease lease, LogChunk chunk) throws IOException;

  /// Ends the job and commits what it left, in one transaction.
  FinishAnswer finish(FinishRequest request) throws IOException;

  /// Commits what an ended job left; its state stays. From the agent that last held it, whatever
  /// the term.
  FinishAnswer attach(FinishRequest request) throws IOException;

  /// Says that a recovery that was asked for failed, which ends the order; without one nothing
  /// happens.
  ///
  /// @param why one sentence for a person
  void notRecovered(JobId job, String why) throws IOException;
}
