package c3.agent.machine;

import c3.model.JobBounds;
import java.util.ArrayList;
import java.util.List;

/// The kernel's interfaces to cgroups, as far as a job's bounds go.
enum CgroupKind {
  /// The memory controller of version 1.
  MEMORY_V1("memory") {
    @Override
    List<Setting> settings(JobBounds bounds) {
      List<Setting> settings = new ArrayList<>();
      bounds
          .memoryBytes()
          .ifPresent(bytes -> {
            settings.add(new Setting("memory.limit_in_bytes", Long.toString(bytes), true));
            // Absent where the kernel does not count swap.
            settings.add(new Setting("memory.memsw.limit_in_bytes", Long.toString(bytes), false));
          });
      return settings;
    }

    @Override
    boolean isOutOfMemory(Numbers numbers) {
      // The kernel does not always count how often the bound was met, but always the highest use.
      return numbers.read("memory.oom_control", "oom_kill") > 0
          && numbers.read("memory.max_usage_in_bytes", "") + CHARGED_AHEAD_BYTES
              >= numbers.read("memory.limit_in_bytes", "");
    }

    @Override
    String ownMemoryBound() {
      return "memory.limit_in_bytes";
    }
  },
  /// The processor controller of version 1.
  CPU_V1("cpu") {
    @Override
    List<Setting> settings(JobBounds bounds) {
      List<Setting> settings = new ArrayList<>();
      bounds
          .milliCpus()
          .ifPresent(milli -> {
            settings.add(new Setting("cpu.cfs_period_us", Long.toString(PERIOD_MICROS), true));
            settings.add(new Setting("cpu.cfs_quota_us", Long.toString(quota(milli)), true));
          });
      return settings;
    }

    @Override
    boolean isOutOfMemory(Numbers numbers) {
      return false;
    }

    @Override
    String ownMemoryBound() {
      return "";
    }
  },
  /// Version 2, with every controller in one tree.
  UNIFIED("") {
    @Override
    List<Setting> settings(JobBounds bounds) {
      List<Setting> settings = new ArrayList<>();
      bounds
          .memoryBytes()
          .ifPresent(bytes -> {
            settings.add(new Setting("memory.max", Long.toString(bytes), true));
            settings.add(new Setting("memory.swap.max", "0", false));
            settings.add(new Setting("memory.oom.group", "1", false));
          });
      bounds
          .milliCpus()
          .ifPresent(milli ->
              settings.add(new Setting("cpu.max", quota(milli) + " " + PERIOD_MICROS, true)));
      return settings;
    }

    @Override
    boolean isOutOfMemory(Numbers numbers) {
      return numbers.read("memory.events", "oom_kill") > 0
          && numbers.read("memory.events", "max") > 0;
    }

    @Override
    String ownMemoryBound() {
      return "memory.max";
    }
  };

  private static final long PERIOD_MICROS = 100_000;
  private static final long MILLI = 1000;
  private static final long CHARGED_AHEAD_BYTES = 1 << 20;

  private final String controller;

  CgroupKind(String controller) {
    this.controller = controller;
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

  /// What to write for these bounds.
  abstract List<Setting> settings(JobBounds bounds);

  /// Whether the kernel killed a process because all of them met their memory bound: a machine that
  /// is short of memory kills as well.
  abstract boolean isOutOfMemory(Numbers numbers);

  /// The file that says how much memory a cgroup may use; empty where none does.
  abstract String ownMemoryBound();

  private static long quota(int milliCpus) {
    return milliCpus * PERIOD_MICROS / MILLI;
  }
}
