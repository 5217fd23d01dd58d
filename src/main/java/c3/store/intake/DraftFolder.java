package c3.store.intake;

import c3.model.SessionId;
import c3.store.DropFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The folder of one session below the store's `tmp/`. What lies in it is a draft until it is
/// published, and nothing after a restart. Made when it is first needed. Safe for many threads.
public final class DraftFolder {
  /// The folder of all sessions' folders, below the store's root.
  public static final String ALL = "tmp";

  private static final String PRIVATE = "rwx------";

  private final StoreGround ground;
  private final Path path;

  public DraftFolder(StoreGround ground, SessionId session) {
    this.ground = ground;
    this.path = ground.root().resolve(ALL).resolve(session.text());
  }

  Path path() {
    return path;
  }

  /// A path in the folder that nothing has yet.
  Path fresh() throws IOException {
    make();
    return path.resolve(ground.names().uuid().toString());
  }

  private void make() throws IOException {
    if (!Files.isDirectory(path)) {
      ground.disk().makePrivateDirectory(path);
    }
  }

  /// Whether only its user may enter the folder and the one above it.
  boolean isPrivate() throws IOException {
    make();
    return isPrivate(path) && isPrivate(ground.root().resolve(ALL));
  }

  private static boolean isPrivate(Path folder) throws IOException {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)).equals(PRIVATE);
    } catch (UnsupportedOperationException e) {
      return false;
    }
  }

  /// What proves to somebody that this folder is the one meant; the same for a session's life. Not
  /// forced: one that a power failure has cut off goes with the next `clear`.
  String nonce() throws IOException {
    make();
    Path file = path.resolve(DropFolder.NONCE_FILE);
    if (!Files.exists(file)) {
      Path draft = fresh();
      try (FileChannel channel =
          ground.disk().open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap(ground.names().secret().getBytes(StandardCharsets.US_ASCII)));
      }
      try {
        ground.disk().rename(draft, file);
      } catch (FileAlreadyExistsException e) {
        ground.disk().delete(draft);
      }
    }
    return Files.readString(file, StandardCharsets.US_ASCII);
  }

  /// Removes everything but the nonce, if it is whole.
  public void clear() throws IOException {
    Path nonce = path.resolve(DropFolder.NONCE_FILE);
    boolean whole = Files.isRegularFile(nonce) && FreshNames.isSecret(Files.readAllBytes(nonce));
    remove(file -> !file.equals(path) && !(whole && file.equals(nonce)));
  }

  /// Removes the folder; a missing one is a success.
  public void remove() throws IOException {
    remove(_ -> true);
  }

  private void remove(Predicate<Path> which) throws IOException {
    if (!Files.isDirectory(path)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(path)) {
      files = walk.filter(which).sorted(Comparator.reverseOrder()).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path file : files) {
      ground.disk().delete(file);
    }
  }
}
