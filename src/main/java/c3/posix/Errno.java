package c3.posix;

import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// The kernel's error numbers, and the exception that `java.nio.file` has for each.
final class Errno {
  static final int EPERM = 1;
  static final int ENOENT = 2;
  static final int EINTR = 4;
  static final int EIO = 5;
  static final int EAGAIN = 11;
  static final int EACCES = 13;
  static final int EEXIST = 17;
  static final int EXDEV = 18;
  static final int ENOTDIR = 20;
  static final int EISDIR = 21;
  static final int EINVAL = 22;
  static final int EMFILE = 24;
  static final int EFBIG = 27;
  static final int ENOSPC = 28;
  static final int EROFS = 30;
  static final int EMLINK = 31;
  static final int ENAMETOOLONG = 36;
  static final int ENOTEMPTY = 39;
  static final int ELOOP = 40;
  static final int EILSEQ = 84;
  static final int EOPNOTSUPP = 95;
  static final int ESTALE = 116;
  static final int EDQUOT = 122;

  private Errno() {}

  /// Passes a result on, or throws what a negative one means.
  ///
  /// @param file what it was tried on, for the message only
  static int check(int result, byte[] file) throws FileSystemException {
    return result < 0 ? check(result, new String(file, StandardCharsets.UTF_8)) : result;
  }

  /// The same with the file's name as text.
  static int check(int result, String file) throws FileSystemException {
    if (result < 0) {
      throw failure(-result, file);
    }
    return result;
  }

  /// The exception for an error number.
  static FileSystemException failure(int errno, String name) {
    return switch (errno) {
      case ENOENT -> new NoSuchFileException(name);
      case EEXIST -> new FileAlreadyExistsException(name);
      case ENOTDIR -> new NotDirectoryException(name);
      case ENOTEMPTY -> new DirectoryNotEmptyException(name);
      case ELOOP -> new FileSystemLoopException(name);
      case EACCES, EPERM -> new AccessDeniedException(name);
      default -> new FileSystemException(name, null, sentence(errno));
    };
  }

  /// What an error number means, as the end of a sentence.
  static String sentence(int errno) {
    return switch (errno) {
      case ENOTDIR -> "it is no directory";
      case EACCES, EPERM -> "permission denied";
      case EIO -> "input/output error";
      case EISDIR -> "it is a directory";
      case EMFILE -> "too many open files";
      case EFBIG -> "the file is too large for the file system";
      case ENOSPC -> "no space left on the disk";
      case EROFS -> "the file system is read-only";
      case EDQUOT -> "the disk quota is used up";
      case EXDEV -> "it lies on another file system";
      case EMLINK -> "it has too many links";
      case ENAMETOOLONG -> "its path is longer than 4,095 bytes, or a name than 255";
      case EILSEQ -> "the file system does not take this name";
      case ESTALE -> "stale file handle";
      default -> "error number " + errno;
    };
  }
}
