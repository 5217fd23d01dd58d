package c3.cli.command;

import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.JobId;
import c3.wire.ControlPlane;
import c3.wire.message.LogSlice;
import c3.wire.retry.Retry;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// Fetches a job's log as it grows, and has it printed.
///
/// @param control where the log is
/// @param printer how it is printed
public record LogFollower(ControlPlane control, LogPrinter printer) {
  /// Prints what is there now.
  public void print(JobId job) throws IOException {
    long from = 0;
    for (LogSlice slice = control.log(job, from, Duration.ZERO);
        slice.bytes().hasRemaining();
        slice = control.log(job, from, Duration.ZERO)) {
      from = printed(from, slice);
    }
    printer.end();
  }

  /// Prints until nothing will follow. A server that stays away is an error that says how to go on.
  ///
  /// @param notes what is said of the job beside its log
  /// @param retry bears with a server that is being restarted
  void follow(JobId job, FollowNotes notes, Retry retry) throws IOException {
    try {
      printAll(job, notes, retry);
    } catch (C3Exception e) {
      throw e.code() == ErrorCode.UNAVAILABLE ? goesOn(job, e) : e;
    } finally {
      notes.close();
    }
  }

  private static C3Exception goesOn(JobId job, C3Exception away) {
    return new C3Exception(
            away.code(),
            away.message() + "; the job goes on without this",
            Optional.of("c3 logs -f " + job))
        .causedBy(away);
  }

  private void printAll(JobId job, FollowNotes notes, Retry retry) throws IOException {
    long from = 0;
    boolean ended = false;
    while (!ended && printer.isRead()) {
      long next = from;
      Duration patience = notes.patience();
      LogSlice slice = retry.call(() -> control.log(job, next, patience));
      if (notes.wantsLook(!slice.bytes().hasRemaining() && !slice.ended())) {
        notes.look(retry.call(() -> control.find(job.text())));
      }
      if (slice.bytes().hasRemaining()) {
        notes.close();
      }
      from = printed(from, slice);
      ended = slice.ended();
    }
    printer.end();
  }

  private long printed(long from, LogSlice slice) {
    if (slice.from() > from) {
      printer.skip(slice.from() - from);
    }
    printer.print(slice.bytes().duplicate());
    return slice.next();
  }
}
