package c3.store.content;

import c3.catalog.BlobCatalog;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.Limits;
import c3.object.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// The file that says in which format a store is kept. Written once, forced before anything else is
/// in the store.
final class FormatFile {
  private static final String NAME = "FORMAT";
  private static final String FAMILY = "cas ";
  private static final String VERSION = "1";
  private static final int READ_BYTES_MAX = 4_096;

  private final Path root;
  private final Disk disk;
  private final BlobCatalog blobs;

  FormatFile(StoreParts parts) {
    root = parts.root();
    disk = parts.disk();
    blobs = parts.catalog().blobs();
  }

  /// Writes the file in an empty folder, which is made where there is none, or makes sure that it
  /// says what this build can read. Throws `C3Exception` CONFLICT with one line otherwise: also
  /// when the catalog knows of objects, for then the folder is empty because its disk is not there,
  /// and nothing must be written below.
  void writeOrCheck(Limits limits) throws IOException {
    Path file = root.resolve(NAME);
    if (Files.exists(file)) {
      check(file);
    } else if (ContentStore.hasObjects(root)) {
      throw new C3Exception(
          ErrorCode.CONFLICT,
          "the store at " + root + " has objects but no FORMAT file",
          Optional.of("restore FORMAT from a backup of the store"));
    } else if (isKnownToHaveObjects()) {
      throw new C3Exception(
          ErrorCode.CONFLICT,
          "the store at " + root + " is empty, but the catalog knows of objects in it",
          Optional.of("mount the disk that it lies on, or bring the folder back"));
    } else {
      write(file, limits);
    }
  }

  private boolean isKnownToHaveObjects() throws IOException {
    AtomicBoolean known = new AtomicBoolean();
    blobs.eachObject(_ -> known.set(true));
    return known.get();
  }

  private void check(Path file) throws IOException {
    String text;
    try (var in = Files.newInputStream(file)) {
      text = new String(in.readNBytes(READ_BYTES_MAX), StandardCharsets.UTF_8);
    }
    String first = text.lines().findFirst().orElse("");
    if (!first.startsWith(FAMILY)) {
      throw new C3Exception(
          ErrorCode.CONFLICT,
          "%s is %s; it should begin with \"%s\""
              .formatted(file, text.isEmpty() ? "empty" : "damaged", FAMILY + VERSION),
          Optional.of("put it back from a backup of the store; docs/format.md says what is in it"));
    }
    if (!first.equals(FAMILY + VERSION)) {
      throw new C3Exception(
          ErrorCode.CONFLICT,
          "the store at %s is kept in format \"%s\"; this build of c3 reads \"%s\""
              .formatted(root, first.strip(), FAMILY + VERSION),
          Optional.of("use the build of c3 that wrote it, or another folder"));
    }
  }

  private void write(Path file, Limits limits) throws IOException {
    disk.makeDirectories(root);
    String text =
        "%s%s%n{\"digest\":\"sha256\",\"bundleMax\":%d,\"smallMax\":%d}%n"
            .formatted(FAMILY, VERSION, limits.bundleMax(), limits.smallFileMax());
    Path draft = root.resolve(NAME + ".new");
    disk.delete(draft);
    try (FileChannel channel =
        disk.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      disk.force(channel);
    }
    disk.rename(draft, file);
    disk.forceDirectory(root);
    Path above = root.toAbsolutePath().getParent();
    if (above != null) {
      disk.forceDirectory(above);
    }
  }
}
