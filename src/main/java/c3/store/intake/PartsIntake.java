package c3.store.intake;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import c3.posix.OpenFile;
import c3.store.BlobCorrupt;
import c3.store.IncomingFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.SortedSet;

/// Receives one large blob in parts of 32 MiB:
///
/// 1. each part goes to its place in a draft; the disk begins its work when the part has arrived;
/// 2. parts are hashed from the first on, by whoever has just brought one;
/// 3. `complete` hashes the rest, compares, forces and publishes.
final class PartsIntake implements IncomingFile {
  private static final long PART_BYTES = 32L << 20;

  private final SessionGround ground;
  private final Digest expected;
  private final long sizeBytes;
  private final Path draft;
  private final PartTable parts;
  private final PrefixHash hash;
  private final Runnable dropped;
  private volatile boolean completed;

  /// @param dropped called when what arrived was of no use and is gone
  PartsIntake(SessionGround ground, Digest expected, long sizeBytes, Runnable dropped)
      throws IOException {
    this.ground = ground;
    this.dropped = dropped;
    this.expected = expected;
    this.sizeBytes = sizeBytes;
    this.draft = ground.folder().fresh();
    this.parts = new PartTable(Math.toIntExact((sizeBytes + PART_BYTES - 1) / PART_BYTES));
    this.hash = new PrefixHash(parts, this::feed);
    open(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE).close();
  }

  private FileChannel open(StandardOpenOption... options) throws IOException {
    return ground.store().disk().open(draft, options);
  }

  @Override
  public long partBytes() {
    return PART_BYTES;
  }

  @Override
  public SortedSet<Integer> parts() {
    return parts.arrived();
  }

  @Override
  public void receivePart(int number, InputStream part) throws IOException {
    ground.failure().run(() -> receive(number, part));
  }

  private void receive(int number, InputStream part) throws IOException {
    if (number < 0 || number >= parts.count()) {
      throw invalid("there is no part " + number + " of this file");
    }
    long length = length(number);
    ground.requireRoom(length);
    long writer = parts.begin(number);
    if (writer == 0) {
      throw new C3Exception(ErrorCode.CONFLICT, "this file is complete already");
    }
    try (FileChannel channel = open(StandardOpenOption.WRITE)) {
      copy(
          part,
          number,
          (piece, at) -> {
            if (!parts.write(number, writer, () -> write(channel, piece, at))) {
              throw new C3Exception(
                  ErrorCode.CONFLICT, "part " + number + " is sent a second time");
            }
          });
    }
    startWriteBack();
    parts.arrive(number, writer);
    hash.advance();
  }

  private long length(int number) {
    return Math.min(PART_BYTES, sizeBytes - number * PART_BYTES);
  }

  private interface Sink {
    void write(ByteBuffer piece, long at) throws IOException;
  }

  private void copy(InputStream part, int number, Sink sink) throws IOException {
    byte[] piece = new byte[ground.pieceBytes()];
    long length = length(number);
    long at = number * PART_BYTES;
    long end = at + length;
    int count = part.readNBytes(piece, 0, piece.length);
    while (count > 0 && count <= end - at) {
      sink.write(ByteBuffer.wrap(piece, 0, count), at);
      at += count;
      count = part.readNBytes(piece, 0, piece.length);
    }
    if (count > 0 || at < end) {
      throw invalid("part " + number + " of this file has " + length + " bytes");
    }
  }

  private static void write(FileChannel channel, ByteBuffer piece, long at) throws IOException {
    long start = at;
    while (piece.hasRemaining()) {
      start += channel.write(piece, start);
    }
  }

  private void startWriteBack() throws IOException {
    try (OpenFile open = OpenFile.forReading(draft)) {
      open.startWriteBack();
    }
  }

  private void feed(int number, MessageDigest hasher) throws IOException {
    byte[] piece = new byte[ground.pieceBytes()];
    long at = number * PART_BYTES;
    long end = at + length(number);
    try (FileChannel channel = open(StandardOpenOption.READ)) {
      while (at < end) {
        int length = (int) Math.min(piece.length, end - at);
        int count = channel.read(ByteBuffer.wrap(piece, 0, length), at);
        if (count < 0) {
          throw new IOException("a draft became shorter: " + draft);
        }
        hasher.update(piece, 0, count);
        at += count;
      }
    }
  }

  @Override
  public synchronized void complete() throws IOException {
    if (completed) {
      return;
    }
    if (!parts.close()) {
      throw new C3Exception(ErrorCode.CONFLICT, "not every part of this file has arrived");
    }
    try {
      ground.failure().run(this::publish);
      completed = true;
    } finally {
      if (!completed) {
        dropped.run();
        drop();
      }
    }
  }

  private void publish() throws IOException {
    Digest actual = hash.finish();
    if (!actual.equals(expected)) {
      throw new BlobCorrupt(expected, "what arrived is " + actual);
    }
    ground.store().disk().makeReadOnly(draft, false);
    try (FileChannel channel = open(StandardOpenOption.READ)) {
      ground.store().disk().force(channel);
    }
    ground.publisher().publish(List.of(Draft.whole(draft, expected, sizeBytes)));
  }

  /// How much of the file is still to come.
  long missingBytes() {
    long missing = completed ? 0 : sizeBytes;
    if (!completed) {
      for (int arrived : parts.arrived()) {
        missing -= length(arrived);
      }
    }
    return missing;
  }

  boolean isCompleted() {
    return completed;
  }

  /// Removes what arrived, unless it is a blob already.
  void drop() throws IOException {
    ground.store().disk().delete(draft);
  }

  private static C3Exception invalid(String message) {
    return new C3Exception(ErrorCode.INVALID, message);
  }
}
