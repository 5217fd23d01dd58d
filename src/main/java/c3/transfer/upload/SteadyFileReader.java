package c3.transfer.upload;

import c3.collect.Found;
import c3.collect.Found.Stamp;
import c3.model.Limits;
import c3.posix.OpenFile;
import c3.posix.PathsBelow;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/// Reads small files that nobody has touched since the walk, as nearly all are: one look at a file
/// behind the reading tells that, and it is looked up from where the walk began. Leaves the others
/// to `SmallFileReader`. Holds that directory; for one thread.
final class SteadyFileReader implements Closeable {
  private final SmallFileReader careful;
  private Optional<Base> base = Optional.empty();

  SteadyFileReader(Limits limits) {
    this.careful = new SmallFileReader(limits);
  }

  /// Where files are looked up from.
  private record Base(Path root, PathsBelow paths) {}

  /// Reads a file. Throws `UploadFailed` when it cannot be read.
  ///
  /// @param room a direct buffer for as many bytes as the walk has seen; the result may lie there
  ReadFile read(Found.File found, ByteBuffer room) throws IOException {
    Optional<ReadFile> read = readSteady(found, room);
    return read.isPresent() ? read.get() : careful.read(found);
  }

  private Optional<ReadFile> readSteady(Found.File found, ByteBuffer room) {
    try (OpenFile file = open(found.spot())) {
      SmallFileReader.fill(room, file, found.stamp().sizeBytes());
      boolean steady = !room.hasRemaining() && found.stamp().isSame(Stamp.of(file.status()));
      return steady
          ? Optional.of(careful.small(found, found.stamp(), room.flip(), false))
          : Optional.empty();
    } catch (IOException e) {
      // Reading it with care says what is wrong.
      return Optional.empty();
    }
  }

  private OpenFile open(Found.Spot spot) throws IOException {
    return spot.below().isRoot()
        ? OpenFile.forReading(spot.root())
        : below(spot.root()).open(spot.below().bytes());
  }

  private PathsBelow below(Path root) throws IOException {
    if (base.isPresent() && base.get().root().equals(root)) {
      return base.get().paths();
    }
    close();
    PathsBelow paths = PathsBelow.of(root);
    base = Optional.of(new Base(root, paths));
    return paths;
  }

  @Override
  public void close() {
    base.ifPresent(known -> known.paths().close());
    base = Optional.empty();
  }
}
