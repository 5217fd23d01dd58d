package c3.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;

import c3.model.Hardware;
import c3.model.Hardware.Gpu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineProbeTest {
  private static final Hardware.Bounding ALL = new Hardware.Bounding(true, true, "");

  @TempDir Path root;

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private Hardware look(OptionalLong bound, Optional<List<String>> answer, String visible) {
    GpuProbe gpus =
        new GpuProbe(root, () -> answer, Optional.of(visible).filter(text -> !text.equals("all")));
    return new MachineProbe(root, 4, gpus).look(bound, ALL);
  }

  @Test
  void reportsTheMemoryOfTheMachineOrOfItsOwnBoundWhereThatIsLess() throws IOException {
    write("proc/meminfo", "MemFree:  12 kB\nMemTotal:       2000 kB\n");

    assertThat(look(OptionalLong.empty(), Optional.empty(), "all"))
        .isEqualTo(new Hardware(4, 2_048_000, List.of(), ALL));
    assertThat(look(OptionalLong.of(1000), Optional.empty(), "all").memoryBytes()).isEqualTo(1000);
    assertThat(look(OptionalLong.of(1L << 62), Optional.empty(), "all").memoryBytes())
        .isEqualTo(2_048_000);
  }

  @Test
  void takesTheGpusThatTheDriversProgramNames() throws IOException {
    Files.createDirectories(root.resolve("proc/driver/nvidia"));
    Optional<List<String>> answer =
        Optional.of(List.of("0, NVIDIA H100 80GB HBM3, 81559", "1, Odd, Name, 10", "garbage"));

    assertThat(look(OptionalLong.empty(), answer, "all").gpus())
        .containsExactly(
            new Gpu(0, "NVIDIA H100 80GB HBM3", 81559L << 20), new Gpu(1, "Odd, Name", 10L << 20));
  }

  @Test
  void goesByTheDriversFilesWhereItsProgramDoesNotAnswer() throws IOException {
    write("proc/driver/nvidia/gpus/0000:0b:00.0/information", "Model: \t NVIDIA A2\nIRQ: 4\n");
    write("proc/driver/nvidia/gpus/0000:0a:00.0/information", "IRQ: 4\n");

    assertThat(look(OptionalLong.empty(), Optional.empty(), "all").gpus())
        .containsExactly(new Gpu(0, "NVIDIA GPU", 0), new Gpu(1, "NVIDIA A2", 0));
  }

  @Test
  void givesNoGpuThatTheAgentItselfMayNotUse() throws IOException {
    Files.createDirectories(root.resolve("proc/driver/nvidia"));
    Optional<List<String>> answer = Optional.of(List.of("0, A, 1", "1, B, 1", "10, C, 1"));

    assertThat(look(OptionalLong.empty(), answer, "10,1").gpus())
        .extracting(Gpu::index)
        .containsExactly(1, 10);
    assertThat(look(OptionalLong.empty(), answer, "").gpus()).isEmpty();
    assertThat(look(OptionalLong.empty(), answer, "GPU-1234").gpus()).hasSize(3);
  }

  @Test
  void asksNoProgramOnAMachineWithoutADriver() {
    GpuProbe gpus =
        new GpuProbe(
            root,
            () -> {
              throw new AssertionError("asked");
            },
            Optional.empty());

    assertThat(gpus.look()).isEmpty();
  }
}
