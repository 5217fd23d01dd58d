package c3.agent.machine;

import c3.model.Hardware.Gpu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Looks for NVIDIA GPUs: asks `nvidia-smi` where it answers, and otherwise goes by what the driver
/// shows of itself, which says nothing of their memory. A machine without a driver is never asked.
///
/// @param root the root of the file system, below which `proc` lies
/// @param query what `nvidia-smi` prints, a line for each GPU: number, name and MiB of memory, with
///   commas; absent when there is no answer
/// @param visible the agent's own `CUDA_VISIBLE_DEVICES`: GPUs that it does not name are not its to
///   give
public record GpuProbe(Path root, Query query, Optional<String> visible) {
  private static final Pattern LINE = Pattern.compile("([0-9]{1,3}), (.+), ([0-9]{1,9})");
  private static final Pattern NUMBERS = Pattern.compile("[0-9]{1,3}(,[0-9]{1,3})*|");
  private static final long MIB = 1 << 20;
  private static final String MODEL = "Model:";
  private static final String UNNAMED = "NVIDIA GPU";

  /// Asks `nvidia-smi`.
  public interface Query {
    Optional<List<String>> ask();
  }

  /// The GPUs in the order of their numbers, which is that of the bus.
  List<Gpu> look() {
    Path driver = root.resolve("proc/driver/nvidia");
    if (!Files.isDirectory(driver)) {
      return List.of();
    }
    List<Gpu> all = query.ask().map(GpuProbe::told).orElseGet(() -> shown(driver));
    return all.stream().filter(this::isOurs).toList();
  }

  private static List<Gpu> told(List<String> lines) {
    return lines.stream()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .map(line ->
            new Gpu(
                Integer.parseInt(line.group(1)),
                line.group(2).strip(),
                Long.parseLong(line.group(3)) * MIB))
        .toList();
  }

  private static List<Gpu> shown(Path driver) {
    List<Gpu> found = new ArrayList<>();
    try (Stream<Path> folders = Files.list(driver.resolve("gpus"))) {
      for (Path folder : folders.sorted().toList()) {
        found.add(new Gpu(found.size(), name(folder.resolve("information")), 0));
      }
    } catch (IOException e) {
      return List.of();
    }
    return found;
  }

  private static String name(Path information) {
    try (Stream<String> lines = Files.lines(information)) {
      return lines
          .filter(line -> line.startsWith(MODEL))
          .map(line -> line.substring(MODEL.length()).strip())
          .findFirst()
          .orElse(UNNAMED);
    } catch (IOException e) {
      return UNNAMED;
    }
  }

  /// Names that are no numbers, such as those of parts of a GPU, are not understood and leave all.
  private boolean isOurs(Gpu gpu) {
    return visible.isEmpty()
        || !NUMBERS.matcher(visible.get()).matches()
        || List.of(visible.get().split(",")).contains(Integer.toString(gpu.index()));
  }
}
