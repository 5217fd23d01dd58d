package c3.store.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Immutable bytes that are read in ranges, wherever they lie.
public interface RangeSource {
  /// How many bytes there are.
  long sizeBytes() throws IOException;

  /// Opens a range, which must lie within the bytes. The stream may end early when they are
  /// damaged, or go on behind the range: who reads notices the one and stops at the other.
  InputStream open(long offset, long length) throws IOException;

  /// The bytes of a file.
  static RangeSource of(Path file) {
    return new RangeSource() {
      @Override
      public long sizeBytes() throws IOException {
        return Files.size(file);
      }

      @Override
      public InputStream open(long offset, long length) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        return Channels.newInputStream(channel.position(offset));
      }
    };
  }

  /// Bytes that are at hand.
  static RangeSource of(byte[] bytes) {
    return new RangeSource() {
      @Override
      public long sizeBytes() {
        return bytes.length;
      }

      @Override
      public InputStream open(long offset, long length) {
        return new ByteArrayInputStream(bytes, Math.toIntExact(offset), Math.toIntExact(length));
      }
    };
  }
}
