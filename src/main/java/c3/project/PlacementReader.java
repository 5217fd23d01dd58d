package c3.project;

import c3.model.C3Exception;
import c3.model.JobBounds;
import c3.model.JobSpec.Placement;
import c3.project.yaml.Fields;
import c3.project.yaml.Yaml.Scalar;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Reads where a job should run: `hardware` (or `gpu`), `provider`, `capacity`.
final class PlacementReader {
  private static final List<String> PROVIDERS = List.of("local", "slurm", "kubernetes");
  private static final List<String> CAPACITY = List.of("on_unavailable", "max_wait_minutes");
  private static final int WAIT_MINUTES_MAX = 525_600;

  private PlacementReader() {}

  static Placement read(Fields fields) throws C3Exception {
    Optional<String> hardware = hardware(fields);
    Optional<String> provider = fields.word("provider", PROVIDERS);
    Optional<Fields> capacity = fields.fields("capacity", CAPACITY);
    if (capacity.isEmpty()) {
      return new Placement(provider, hardware, true, Optional.empty(), JobBounds.NONE);
    }
    boolean wait =
        capacity
            .get()
            .word("on_unavailable", List.of("fail", "wait"))
            .orElse("wait")
            .equals("wait");
    Optional<Integer> minutes = capacity.get().number("max_wait_minutes", 1, WAIT_MINUTES_MAX);
    if (minutes.isPresent() && !wait) {
      throw capacity
          .get()
          .spot()
          .wrong(
              "`capacity.max_wait_minutes` needs `on_unavailable: wait`", "on_unavailable: wait");
    }
    return new Placement(
        provider,
        hardware,
        wait,
        minutes.map(m -> Duration.ofMinutes(m.longValue())),
        JobBounds.NONE);
  }

  private static Optional<String> hardware(Fields fields) throws C3Exception {
    Optional<Scalar> hardware = fields.text("hardware");
    Optional<Scalar> gpu = fields.text("gpu");
    if (hardware.isPresent() && gpu.isPresent()) {
      throw gpu.get()
          .spot()
          .wrong(
              "`gpu` and `hardware` mean the same; keep one", "hardware: " + hardware.get().text());
    }
    return hardware.or(() -> gpu).map(Scalar::text);
  }
}
