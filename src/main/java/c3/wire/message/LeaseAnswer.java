package c3.wire.message;

/// How a lease that an agent showed stands.
public enum LeaseAnswer {
  /// Go on.
  CURRENT,
  /// Go on, and end the script: somebody canceled the job.
  CANCEL,
  /// The job has ended: stop the script, collect what it left, attach it.
  ENDED,
  /// The lease is another's by now: drop everything of it.
  STALE
}
