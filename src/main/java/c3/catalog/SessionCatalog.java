package c3.catalog;

import c3.model.AccountId;
import c3.model.JobId;
import c3.model.SessionId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Uploads in progress. A session holds blobs from being swept until it is committed, aborted or
/// expired.
public interface SessionCatalog {
  /// Opens a session, or returns the OPEN or COMMITTED one that this account opened with the same
  /// key. Opening one for a job aborts that job's earlier OPEN session of another key. Throws
  /// `C3Exception` CONCURRENCY_LIMIT when a person opens more than they may.
  Session open(NewSession session) throws IOException;

  /// A session in whatever state.
  Optional<Session> find(SessionId id) throws IOException;

  /// Moves the end of an OPEN session to now + ttl and returns it; throws `C3Exception`
  /// SESSION_CLOSED for any other and NOT_FOUND for none.
  Session renew(SessionId id, Duration ttl) throws IOException;

  /// Ends an OPEN session without a commit: its holds go, its PENDING objects become DELETING. A
  /// session that is not OPEN stays as it is.
  void abort(SessionId id) throws IOException;

  /// Expires every OPEN session whose end lies more than `grace` back, as `abort` does, and returns
  /// them.
  List<SessionId> expire(Duration grace) throws IOException;

  /// Forgets every session that is not OPEN and whose end lies more than `age` back. Its key may
  /// then be used anew, and repeating its commit finds no session.
  void forget(Duration age) throws IOException;

  /// Every OPEN session.
  List<Session> open() throws IOException;

  /// What a session is opened with.
  ///
  /// @param id the name it gets when it is new
  /// @param key what makes the call repeatable
  /// @param account whose bytes these will be
  /// @param job the job whose artifacts are uploaded, if it is one's
  /// @param ttl how long it lasts without a call
  /// @param openMax how many that are of no job the account may have open at once, this one
  ///   included
  record NewSession(
      SessionId id,
      String key,
      AccountId account,
      Optional<JobId> job,
      Duration ttl,
      int openMax) {}

  /// A session as it stands.
  record Session(
      SessionId id, AccountId account, Optional<JobId> job, State state, Instant expires) {}

  /// Where a session is in its life.
  enum State {
    OPEN,
    COMMITTED,
    ABORTED,
    EXPIRED
  }
}
