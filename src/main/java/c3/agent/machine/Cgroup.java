package c3.agent.machine;

import c3.model.JobBounds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// One cgroup: a set of processes that the kernel bounds together.
///
/// @param kind which of the kernel's interfaces it belongs to
record Cgroup(CgroupFiles files, Path folder, CgroupKind kind) {
  private static final int ROUNDS_MAX = 500;
  private static final long ROUND_MILLIS = 10;
  private static final String PROCESSES = "cgroup.procs";

  /// A cgroup below this one.
  Cgroup child(String name) {
    return new Cgroup(files, folder.resolve(name), kind);
  }

  /// The file that a process writes its id to in order to be of the cgroup.
  Path door() {
    return folder.resolve(PROCESSES);
  }

  /// Makes it and bounds what is in it.
  void make(JobBounds bounds) throws IOException {
    files.make(folder);
    for (CgroupKind.Setting setting : kind.settings(bounds)) {
      try {
        files.write(folder.resolve(setting.file()), setting.value());
      } catch (IOException e) {
        if (setting.required()) {
          throw e;
        }
      }
    }
  }

  /// Lets the cgroups below a unified one bound what these bounds name.
  void delegate(JobBounds bounds) throws IOException {
    String controller = bounds.memoryBytes().isPresent() ? "memory" : "cpu";
    Path control = folder.resolve("cgroup.subtree_control");
    if (!List.of(files.read(control).strip().split(" ")).contains(controller)) {
      files.write(control, "+" + controller);
    }
  }

  /// Whether the kernel killed a process of it because all of them went over their memory bound.
  boolean isOutOfMemory() {
    return kind.isOutOfMemory(this::number);
  }

  private long number(String file, String name) {
    try {
      String text = files.read(folder.resolve(file));
      Optional<String> number =
          name.isEmpty()
              ? Optional.of(text.strip())
              : text.lines()
                  .filter(line -> line.startsWith(name + " "))
                  .map(line -> line.substring(name.length() + 1).strip())
                  .findFirst();
      return number.filter(n -> n.matches("[0-9]{1,18}")).map(Long::parseLong).orElse(0L);
    } catch (IOException e) {
      return 0;
    }
  }

  /// Kills what is in it and below it, and removes it. Returns whether it is gone: false when a
  /// process cannot be killed. Repeatable.
  boolean end() throws InterruptedException {
    for (int round = 0; round < ROUNDS_MAX; round++) {
      try {
        for (Path below : files.below(folder)) {
          new Cgroup(files, below, kind).end();
        }
        processes().forEach(Cgroup::kill);
        files.remove(folder);
        return true;
      } catch (IOException e) {
        // A killed process counts until it is gone.
        Thread.sleep(ROUND_MILLIS);
      }
    }
    return false;
  }

  private static void kill(long process) {
    ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly);
  }

  /// Without those of another pid namespace, which the kernel shows as 0, and without this one.
  private List<Long> processes() {
    long self = ProcessHandle.current().pid();
    try {
      return files
          .read(door())
          .lines()
          .filter(line -> line.matches("[1-9][0-9]{0,9}"))
          .map(Long::parseLong)
          .filter(process -> process != self)
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
