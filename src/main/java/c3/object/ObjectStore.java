package c3.object;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// Keeps immutable bytes under names that are never reused. Safe for many threads.
///
/// A draft is a local file below the store's own `tmp/` that is read-only and whose bytes are
/// durable (written and forced) before it is published; who makes drafts is the store. Nothing here
/// decides what is deleted.
public interface ObjectStore {
  /// Gives drafts their final names and returns when bytes and names are durable. The files are
  /// moved away. Not atomic as a whole: after a failure or a crash some may be published, some not,
  /// which is why their rows are written first. Repeating it with drafts that are gone and keys
  /// that exist succeeds.
  void publish(List<Publication> drafts) throws IOException;

  /// Opens a range of an object. Throws `NoSuchFileException` when there is no such object and
  /// `EOFException` when it is shorter than the range. The bytes are not verified here.
  InputStream open(ObjectKey key, long offset, long length) throws IOException;

  /// Deletes objects and returns when none of their names can come back, whatever happens to the
  /// machine: only then may their rows go. Missing ones are a success. Repeatable.
  void delete(Collection<ObjectKey> keys) throws IOException;

  /// Every object there is, in no order, with its size. Only for checks: what is deleted is never
  /// decided by a listing. Close the stream.
  Stream<Found> list() throws IOException;

  /// One draft and the name it gets.
  ///
  /// @param draft a durable, read-only file on the store's own disk
  /// @param key its final name
  record Publication(Path draft, ObjectKey key) {}

  /// An object that a listing found.
  record Found(ObjectKey key, long sizeBytes) {}
}
