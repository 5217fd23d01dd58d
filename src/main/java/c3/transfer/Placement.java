package c3.transfer;

import c3.model.Entry;
import c3.model.EntryPath;
import c3.posix.DirectoryHandle;
import c3.posix.NewFile;
import c3.store.BlobLocator.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/// How restored files are made. Each gets its name only once it is whole and verified: throws
/// `BlobCorrupt` otherwise, and leaves nothing. Safe for many threads.
interface Placement {
  /// From bytes that lie on this machine's disk; verifies them.
  void fromDisk(Spot spot, Place place) throws IOException;

  /// From bytes that are verified already, in a direct buffer.
  void fromMemory(Spot spot, ByteBuffer content) throws IOException;

  /// From a stream that verifies itself, at the latest at its end.
  void fromStream(Spot spot, InputStream content) throws IOException;

  /// Where a file goes.
  ///
  /// @param folder the open directory that gets it
  /// @param name its last segment
  /// @param replacing whether a file that has the name is to be replaced
  /// @param progress hears how a large file comes
  record Spot(
      Entry.File file,
      DirectoryHandle folder,
      EntryPath name,
      boolean replacing,
      FileProgress progress) {
    /// Gives a finished file its name.
    void take(NewFile finished) throws IOException {
      if (replacing) {
        finished.replace(name.bytes());
      } else {
        finished.name(name.bytes());
      }
    }
  }
}
