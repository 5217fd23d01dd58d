package c3.transfer;

import c3.model.Entry;
import c3.model.EntryPath;

/// Hears how far a transfer has come. Called often and by many threads; must return at once and
/// never throw.
public interface Progress {
  /// Nobody listens.
  Progress NONE = event -> {};

  /// Something went on.
  void on(Event event);

  /// A stored file is to be brought; one that kept changing while it was stored is not brought
  /// without a word.
  default void found(Entry.File stored) {
    on(new Event.Found(1, stored.sizeBytes()));
    if (stored.changed()) {
      String what = "it kept changing while it was stored; what is kept may mix two states";
      on(new Event.Warned(stored.path(), what));
    }
  }

  /// What may go on.
  sealed interface Event {
    /// More work was found; the total may still grow.
    record Found(long files, long bytes) implements Event {}

    /// Work on a file began.
    record Started(EntryPath path, long sizeBytes) implements Event {}

    /// That many bytes more are done: read and hashed, or written and verified. Negative when what
    /// was done of a file is done again, since it changed meanwhile.
    record Moved(long bytes) implements Event {}

    /// A file is done.
    record Finished(EntryPath path, long sizeBytes) implements Event {}

    /// Something a person should read: a skipped socket, a file that kept changing.
    record Warned(EntryPath path, String what) implements Event {}

    /// Nothing moves, for this reason, such as a server that does not answer.
    record Waiting(String why) implements Event {}
  }
}
