package c3.transfer;

import c3.model.Digest;
import c3.posix.FileStatus;
import c3.store.BlobLocator.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;

/// Makes a large file a further name of the store's own object, for trees that nobody writes to: no
/// bytes move and none are taken up. What cannot be linked is copied: part of a bundle, another
/// file system, another exec bit, an object with too many names.
///
/// The bytes are verified first; time stamps are the object's.
record LinkPlacement(CopyPlacement otherwise) implements Placement {
  @Override
  public void fromDisk(Spot spot, Place place) throws IOException {
    if (!place.whole() || spot.naming() == Naming.REPLACING || !sameMode(spot, place)) {
      otherwise.fromDisk(spot, place);
      return;
    }
    otherwise.verify(spot, place);
    try {
      spot.folder().link(place.file(), spot.name().bytes());
    } catch (FileSystemException e) {
      otherwise.fromDisk(spot, place);
    }
  }

  private static boolean sameMode(Spot spot, Place place) throws IOException {
    FileStatus status = FileStatus.of(place.file());
    return status.executable() == spot.file().executable()
        && status.sizeBytes() == spot.file().sizeBytes()
        && !spot.file().digest().equals(Digest.EMPTY);
  }

  @Override
  public void fromMemory(Spot spot, ByteBuffer content) throws IOException {
    otherwise.fromMemory(spot, content);
  }

  @Override
  public void fromStream(Spot spot, InputStream content) throws IOException {
    otherwise.fromStream(spot, content);
  }
}
