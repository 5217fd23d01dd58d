package c3.server;

import c3.model.C3Exception;
import c3.model.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Refuses file systems that several machines share: the catalog's write-ahead log needs memory
/// that all its readers share, and locks that mean what they say.
public final class LocalDisk {
  private static final Set<String> SHARED =
      Set.of(
          "nfs",
          "nfs3",
          "nfs4",
          "cifs",
          "smb2",
          "smb3",
          "smbfs",
          "ncpfs",
          "afs",
          "ceph",
          "lustre",
          "gpfs",
          "beegfs",
          "orangefs",
          "pvfs2",
          "glusterfs",
          "davfs",
          "sshfs",
          "rclone",
          "s3fs");

  private LocalDisk() {}

  /// Throws `C3Exception` INVALID when a folder lies on a file system of the network.
  public static void require(Path folder) throws IOException {
    require(folder, Files.getFileStore(folder).type());
  }

  static void require(Path folder, String type) throws C3Exception {
    String name = type.toLowerCase(Locale.ROOT).replaceFirst("^fuse\\.", "");
    if (SHARED.contains(name)) {
      throw new C3Exception(
          ErrorCode.INVALID,
          "c3 cannot keep its files in " + folder + ", which lies on a network (" + type + ")",
          Optional.of("set C3_HOME to a folder on a disk of this machine"));
    }
  }
}
