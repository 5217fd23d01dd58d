package c3.transfer;

import c3.model.Entry;
import c3.model.EntryPath;
import c3.posix.DirectoryHandle;
import c3.posix.NewFile;
import c3.store.BlobLocator.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;

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
  /// @param naming how it gets its name
  /// @param progress hears how a large file comes
  record Spot(
      Entry.File file,
      DirectoryHandle folder,
      EntryPath name,
      Naming naming,
      FileProgress progress) {
    /// A file that is to be written; nobody sees it before `take`.
    NewFile unseen(int mode) throws IOException {
      return folder.newFile(mode);
    }

    /// A file whose bytes are verified and only have to be written.
    NewFile verified(int mode) throws IOException {
      if (naming == Naming.AT_ONCE) {
        try {
          return folder.newFile(name.bytes(), mode);
        } catch (FileAlreadyExistsException e) {
          // Somebody restores the same at the same time.
        }
      }
      return unseen(mode);
    }

    /// Gives a finished file its name.
    void take(NewFile finished) throws IOException {
      if (naming == Naming.FREE) {
        finished.name(name.bytes());
      } else {
        finished.replace(name.bytes());
      }
    }
  }

  /// How a file gets its name.
  enum Naming {
    /// When it is whole; throws `FileAlreadyExistsException` when something has the name.
    FREE,
    /// When it is whole, taking it from what has it.
    REPLACING,
    /// As soon as its bytes are verified, for nobody looks yet.
    AT_ONCE
  }
}
