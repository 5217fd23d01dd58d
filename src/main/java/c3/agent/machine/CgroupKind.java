package c3.agent.machine;

import c3.model.JobBounds;
import java.util.ArrayList;
import java.util.List;

/// The kernel's interfaces to cgroups, as far as a job's bounds go.
enum CgroupKind {
  /// The memory controller of version 1.
  MEMORY_V1("memory", "memory.limit_in_bytes") {
    @Override
    List<Setting> memory(String bytes) {
      return List.of(
          new Setting("memory.limit_in_bytes", bytes, true),
          // Absent where the kernel does not count swap.
          new Setting("memory.memsw.limit_in_bytes", bytes, false));
    }

    @Override
    boolean isOutOfMemory(Numbers numbers) {
      // The kernel does not always count how often the bound was met, but always the highest use.
      return numbers.read("memory.oom_control", "oom_kill") > 0
          && numbers.read("memory.max_usage_in_bytes", "") + CHARGED_AHEAD_BYTES
              >= numbers.read("memory.limit_in_bytes", "");
    }
  },
  /// The processor controller of version 1.
  CPU_V1("cpu", "") {
    @Override
    List<Setting> cpu(String quotaMicros) {
      return List.of(
          new Setting("cpu.cfs_period_us", Long.toString(PERIOD_MICROS), true),
          new Setting("cpu.cfs_quota_us", quotaMicros, true));
    }
  },
  /// Version 2, with every controller in one tree.
  UNIFIED("", "memory.max") {
    @Override
    List<Setting> memory(String bytes) {
      return List.of(
          new Setting("memory.max", bytes, true),
          new Setting("memory.swap.max", "0", false),
          new Setting("memory.oom.group", "1", false));
    }

    @Override
    List<Setting> cpu(String quotaMicros) {
      return List.of(new Setting("cpu.max", quotaMicros + " " + PERIOD_MICROS, true));
    }

    @Override
    boolean isOutOfMemory(Numbers numbers) {
      return numbers.read("memory.events", "oom_kill") > 0
          && numbers.read("memory.events", "max") > 0;
    }
  };

  private static final long PERIOD_MICROS = 100_000;
  private static final long MILLI = 1000;
  private static final long CHARGED_AHEAD_BYTES = 1 << 20;

  private final String controller;
  private final String ownMemoryBound;

  CgroupKind(String controller, String ownMemoryBound) {
    this.controller = controller;
    this.ownMemoryBound = ownMemoryBound;
  }

  /// A file and what to write to it.
  ///
  /// @param required whether the bound does not hold without it
  record Setting(String file, String value, boolean required) {}

  /// Reads the numbers of one cgroup.
  interface Numbers {
    /// The number behind a name in a file; without a name the file is the number. 0 when there is
    /// none.
    long read(String file, String name);
  }

  /// The name of its controller in `/proc/self/cgroup`.
  String controller() {
    return controller;
  }

  /// What to write for these bounds, as far as it keeps to them.
  List<Setting> settings(JobBounds bounds) {
    List<Setting> settings = new ArrayList<>();
    bounds.memoryBytes().ifPresent(bytes -> settings.addAll(memory(Long.toString(bytes))));
    bounds
        .milliCpus()
        .ifPresent(milli -> settings.addAll(cpu(Long.toString(milli * PERIOD_MICROS / MILLI))));
    return settings;
  }

  List<Setting> memory(String bytes) {
    return List.of();
  }

  List<Setting> cpu(String quotaMicros) {
    return List.of();
  }

  /// Whether the kernel killed a process because all of them met their memory bound: a machine that
  /// is short of memory kills as well.
  boolean isOutOfMemory(Numbers numbers) {
    return false;
  }

  /// The file that says how much memory a cgroup may use; empty where none does.
  String ownMemoryBound() {
    return ownMemoryBound;
  }
}
