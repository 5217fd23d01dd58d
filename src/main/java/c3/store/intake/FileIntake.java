package c3.store.intake;

import c3.model.Digest;
import c3.store.BlobCorrupt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;

/// Copies a file of this machine in: hashes what it copies, in one pass, and forces it.
final class FileIntake {
  private final SessionGround ground;

  FileIntake(SessionGround ground) {
    this.ground = ground;
  }

  void put(Path file, Digest expected) throws IOException {
    long room = Files.size(file);
    if (expected.equals(Digest.EMPTY) && room == 0) {
      return;
    }
    ground.requireRoom(room);
    try (InputStream source = Files.newInputStream(file);
        OpenDraft draft = new OpenDraft(ground)) {
      MessageDigest hasher = Digest.hasher();
      long size = copy(source, draft, hasher);
      if (!Digest.ofBytes(hasher.digest()).equals(expected)) {
        throw new BlobCorrupt(expected, file + " has other bytes");
      }
      draft.seal(Files.isExecutable(file));
      ground.publisher().publish(List.of(Draft.whole(draft.file(), expected, size)));
    }
  }

  private long copy(InputStream source, OpenDraft draft, MessageDigest hasher) throws IOException {
    byte[] piece = new byte[ground.pieceBytes()];
    long size = 0;
    int length = source.readNBytes(piece, 0, piece.length);
    while (length > 0) {
      hasher.update(piece, 0, length);
      draft.write(piece, length);
      size += length;
      length = source.readNBytes(piece, 0, piece.length);
    }
    return size;
  }
}
