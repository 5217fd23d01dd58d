package c3.cli.command;

import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.store.intake.StorageFailure;
import c3.transfer.DownloadResult;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;

/// Says of a download for which there is no room where that is, and how to go on.
final class DownloadRoom {
  private DownloadRoom() {}

  /// Something that writes files to this machine.
  interface Download {
    DownloadResult run() throws IOException;
  }

  /// Runs it. Throws `C3Exception` STORAGE_FULL when the disk that it writes to is full, or the
  /// user's quota there is used up; any other failure comes out as it was.
  ///
  /// @param target where it writes
  /// @param again what to type once there is room
  static DownloadResult checked(Path target, String again, Download download) throws IOException {
    try {
      return download.run();
    } catch (FileSystemException e) {
      if (!StorageFailure.kind(e).equals(Optional.of(ErrorCode.STORAGE_FULL))) {
        throw e;
      }
      throw new C3Exception(
              ErrorCode.STORAGE_FULL,
              "no space left on the disk of " + target,
              Optional.of("free some space there, then " + again + ", which goes on from here"))
          .causedBy(e);
    }
  }
}
