package c3.store;

import c3.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// One upload in progress whose bytes arrive as streams. Bytes are written as they come, to files
/// of the session's own folder, so memory does not grow with them; a stream that breaks off leaves
/// nothing that is ever read as a blob. What cannot be stored is refused before the stream is read:
/// STORAGE_FULL, STORAGE_READ_ONLY, STORAGE_FAILED, SESSION_CLOSED. Safe for many threads.
public interface IncomingSession {
  /// The session itself, for what needs no stream.
  UploadSession session();

  /// Receives a bundle file; every blob in it is durable and held when it returns. Throws
  /// `BlobCorrupt`, naming a record or the bundle itself, when the bytes are not what they say, and
  /// `C3Exception` INVALID when they are no bundle or more than `Limits.bundleMax` allows for.
  /// Repeatable.
  ///
  /// @param roomBytes how long it is, as far as is known: so much must be free
  void receiveBundle(Digest sha256, InputStream bundle, long roomBytes) throws IOException;

  /// Begins to receive a large blob in parts, or finds the begun one of the same digest and size
  /// with the parts that it has. After a restart of the server nothing is begun.
  IncomingFile receiveFile(Digest expected, long sizeBytes) throws IOException;

  /// The folder where somebody on this machine may link files; absent when that is switched off or
  /// the folder is not its user's alone.
  Optional<DropFolder> dropFolder() throws IOException;
}
