package c3.store.intake;

import c3.model.C3Exception;
import c3.model.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Tells a full disk and one that cannot be written from other failures, and says so in words that
/// help. The JDK gives no error numbers, only the C library's text for them.
public final class StorageFailure {
  private static final List<String> FULL =
      List.of("no space left", "quota", "database or disk is full", "sqlite_full");
  private static final List<String> READ_ONLY = List.of("read-only", "readonly");

  private final Path root;

  /// @param root the store's folder, for the message
  public StorageFailure(Path root) {
    this.root = root;
  }

  /// Something that writes to the store.
  public interface Write<T> {
    T run() throws IOException;
  }

  /// Something that writes to the store and answers nothing.
  public interface Task {
    void run() throws IOException;
  }

  /// Runs it, as `named`.
  public void run(Task task) throws IOException {
    named(() -> {
      task.run();
      return true;
    });
  }

  /// Runs it; a failure of the disk comes out as `C3Exception` STORAGE_FULL or STORAGE_READ_ONLY
  /// with the failure as its cause, and any other as it was.
  public <T> T named(Write<T> write) throws IOException {
    try {
      return write.run();
    } catch (C3Exception e) {
      throw e;
    } catch (IOException e) {
      throw translated(e);
    } catch (ReadOnlyFileSystemException e) {
      throw readOnly(e);
    }
  }

  /// The same failure, in other words where it is the disk's.
  public IOException translated(IOException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
      if (FULL.stream().anyMatch(text::contains)) {
        return full(failure);
      }
      if (READ_ONLY.stream().anyMatch(text::contains)) {
        return readOnly(failure);
      }
    }
    return failure;
  }

  /// Throws STORAGE_FULL unless there is room.
  ///
  /// @param usable how many bytes are free
  /// @param needed how many are about to be written
  public void requireRoom(long usable, long needed) throws C3Exception {
    if (usable < needed) {
      throw full();
    }
  }

  private C3Exception full(Throwable cause) {
    return full().causedBy(cause);
  }

  private C3Exception full() {
    return new C3Exception(
        ErrorCode.STORAGE_FULL,
        "the disk of the store at " + root + " is full",
        Optional.of("free space on it, or remove artifacts that are not needed"));
  }

  private C3Exception readOnly(Throwable cause) {
    C3Exception failure =
        new C3Exception(
            ErrorCode.STORAGE_READ_ONLY,
            "the store at " + root + " cannot be written: its file system is read-only",
            Optional.of("look at the disk with dmesg; nothing that was stored is affected"));
    return failure.causedBy(cause);
  }
}
