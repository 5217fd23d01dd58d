package c3.transfer.upload;

import c3.collect.Found;
import c3.model.Digest;
import c3.model.Entry;
import c3.model.EntryPath;
import java.nio.ByteBuffer;

/// What reading has made of something that was found.
sealed interface ReadFile {
  /// A small file, whose bytes are kept until it is known whether the store has them.
  final class Small implements ReadFile {
    private final Found.File file;
    private final Entry.File entry;
    private final ByteBuffer content;

    Small(Found.File file, Entry.File entry, ByteBuffer content) {
      this.file = file;
      this.entry = entry;
      this.content = content;
    }

    Found.File file() {
      return file;
    }

    Entry.File entry() {
      return entry;
    }

    /// The file's bytes, until its batch is stored.
    ByteBuffer content() {
      return content.duplicate();
    }

    int sizeBytes() {
      return content.remaining();
    }
  }

  /// A file that was not read, since it looks as it did when an earlier upload has read it.
  record Known(Found.File file, Digest digest) implements ReadFile {}

  /// A file that goes to the store by itself.
  record Large(Found.File file) implements ReadFile {}

  /// Something without bytes: a link, an empty directory.
  record Ready(Entry entry) implements ReadFile {}

  /// A file that is not there any more.
  record Gone(EntryPath path) implements ReadFile {}
}
