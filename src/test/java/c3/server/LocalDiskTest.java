package c3.server;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.model.C3Exception;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDiskTest {
  @TempDir Path folder;

  @Test
  void acceptsTheDiskOfThisMachine() {
    assertThatCode(() -> LocalDisk.require(folder)).doesNotThrowAnyException();
    assertThatCode(() -> LocalDisk.require(folder, "ext4")).doesNotThrowAnyException();
    assertThatCode(() -> LocalDisk.require(folder, "overlay")).doesNotThrowAnyException();
  }

  @Test
  void refusesTheNetworkAndSaysWhatToDo() {
    for (String type : new String[] {"nfs4", "cifs", "fuse.sshfs", "NFS"}) {
      assertThatThrownBy(() -> LocalDisk.require(folder, type))
          .isInstanceOf(C3Exception.class)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining(type);
    }
  }
}
