package c3.agent;

import c3.transfer.Progress;

/// Writes what a person should read of an upload into the job's log: what was skipped, what kept
/// changing.
record LoggedProgress(JobLog log) implements Progress {
  @Override
  public void on(Event event) {
    if (event instanceof Event.Warned warned) {
      log.say(warned.path() + ": " + warned.what());
    }
  }
}
