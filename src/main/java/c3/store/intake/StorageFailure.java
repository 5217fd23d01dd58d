package c3.store.intake;

import c3.model.ByteSize;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Tells a disk that is full, cannot be written or fails from other failures, and says so in words
/// that help. The JDK gives no error numbers, only the C library's text for them.
public final class StorageFailure {
  private static final Map<String, ErrorCode> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put("no space left", ErrorCode.STORAGE_FULL);
    KINDS.put("quota", ErrorCode.STORAGE_FULL);
    KINDS.put("database or disk is full", ErrorCode.STORAGE_FULL);
    KINDS.put("sqlite_full", ErrorCode.STORAGE_FULL);
    KINDS.put("read-only", ErrorCode.STORAGE_READ_ONLY);
    KINDS.put("readonly", ErrorCode.STORAGE_READ_ONLY);
    KINDS.put("input/output error", ErrorCode.STORAGE_FAILED);
    KINDS.put("disk i/o error", ErrorCode.STORAGE_FAILED);
    KINDS.put("structure needs cleaning", ErrorCode.STORAGE_FAILED);
    KINDS.put("stale file handle", ErrorCode.STORAGE_FAILED);
  }

  private final Path root;
  private final Room room;

  /// Tells how many bytes may still be written.
  public interface Room {
    long usableBytes() throws IOException;
  }

  /// @param root the store's folder, for the message
  /// @param room how much room there is in it
  public StorageFailure(Path root, Room room) {
    this.root = root;
    this.room = room;
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

  /// Runs it; a failure of the disk comes out as `C3Exception` STORAGE_FULL, STORAGE_READ_ONLY or
  /// STORAGE_FAILED with the failure as its cause, and any other as it was.
  public <T> T named(Write<T> write) throws IOException {
    try {
      return write.run();
    } catch (C3Exception e) {
      throw e;
    } catch (IOException e) {
      throw translated(e);
    } catch (ReadOnlyFileSystemException e) {
      throw readOnly().causedBy(e);
    }
  }

  /// Which of the failures of a disk this is; empty for any other.
  public static Optional<ErrorCode> kind(IOException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String text = reason(cause);
      for (Map.Entry<String, ErrorCode> kind : KINDS.entrySet()) {
        if (text.contains(kind.getKey())) {
          return Optional.of(kind.getValue());
        }
      }
    }
    return Optional.empty();
  }

  /// What the file system said, without the names of files, which may say anything.
  public static String reason(Throwable cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    String text = cause instanceof FileSystemException file ? file.getReason() : cause.getMessage();
    return String.valueOf(text).toLowerCase(Locale.ROOT);
  }

  /// The same failure, in other words where it is the disk's.
  public IOException translated(IOException failure) {
    Optional<ErrorCode> kind = kind(failure);
    if (kind.isEmpty()) {
      return failure;
    }
    C3Exception clear =
        switch (kind.get()) {
          case STORAGE_FULL -> full(free().map(free -> free + " free"));
          case STORAGE_READ_ONLY -> readOnly();
          default -> failed(failure);
        };
    return clear.causedBy(failure);
  }

  /// Throws STORAGE_FULL unless there is room.
  ///
  /// @param needed how many bytes are about to be written
  public void requireRoom(long needed) throws IOException {
    long usable = room.usableBytes();
    if (usable < needed) {
      throw full(
          Optional.of("needs " + ByteSize.text(needed) + ", " + ByteSize.text(usable) + " free"));
    }
  }

  private Optional<String> free() {
    try {
      return Optional.of(ByteSize.text(room.usableBytes()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private C3Exception full(Optional<String> amounts) {
    return new C3Exception(
        ErrorCode.STORAGE_FULL,
        "no space left in " + root + amounts.map(text -> " (" + text + ")").orElse(""),
        Optional.of(
            "free other space on that disk, or move C3_HOME to a larger one: removing artifacts"
                + " frees none yet"));
  }

  private C3Exception readOnly() {
    return new C3Exception(
        ErrorCode.STORAGE_READ_ONLY,
        "the store at " + root + " cannot be written: its file system is read-only",
        Optional.of("look at the disk with dmesg; nothing that was stored is affected"));
  }

  private C3Exception failed(IOException failure) {
    return new C3Exception(
        ErrorCode.STORAGE_FAILED,
        "the disk of the store at " + root + " fails: " + failure.getMessage(),
        Optional.of("look at the disk with dmesg, then run c3 check"));
  }
}
