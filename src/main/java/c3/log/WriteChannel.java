package c3.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// The one file a log is writing to, opened when the first byte is written, so that the logs of
/// jobs that have ended hold no file open.
final class WriteChannel {
  private Optional<FileChannel> open = Optional.empty();

  /// The channel to this file. The caller closes this before it goes on to another file.
  FileChannel to(Path file) throws IOException {
    if (open.isEmpty()) {
      open = Optional.of(FileChannel.open(file, StandardOpenOption.WRITE));
    }
    return open.get();
  }

  void close() throws IOException {
    Optional<FileChannel> closing = open;
    open = Optional.empty();
    if (closing.isPresent()) {
      closing.get().close();
    }
  }
}
