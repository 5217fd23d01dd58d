package c3.agent.machine;

import c3.posix.TreeRemoval;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A machine's cgroups in a folder: new ones come with their files, unknown files cannot be
/// written, and one with processes in it cannot be removed.
final class FakeKernel implements CgroupFiles {
  private static final String PROCESSES = "cgroup.procs";
  private static final String DELEGATED = "cgroup.subtree_control";
  private static final List<String> V1 =
      List.of(
          PROCESSES,
          "memory.limit_in_bytes",
          "memory.oom_control",
          "memory.max_usage_in_bytes",
          "cpu.cfs_period_us",
          "cpu.cfs_quota_us");
  private static final List<String> V2 = List.of(PROCESSES, DELEGATED, "cgroup.controllers");

  private final Path root;
  private final Set<Path> closed = new HashSet<>();
  private final StringBuilder mounts = new StringBuilder("20 1 8:1 / / rw - ext4 /dev/sda rw\n");
  private final StringBuilder memberships = new StringBuilder();

  FakeKernel(Path root) throws IOException {
    this.root = root;
    Files.createDirectories(root.resolve("proc/self"));
  }

  /// Mounts a tree of version 1 that this process is at this place of.
  Path v1(String controllers, String place) throws IOException {
    String point = "/sys/fs/cgroup/" + controllers;
    mount("/", point, "cgroup cgroup rw," + controllers);
    memberships.append("3:").append(controllers).append(':').append(place).append('\n');
    return put(point, place, V1);
  }

  /// Mounts the tree of version 2; these controllers are there and none is delegated.
  Path v2(String controllers, String place) throws IOException {
    mount("/", "/sys/fs/cgroup", "cgroup2 cgroup2 rw");
    memberships.append("0::").append(place).append('\n');
    Path own = put("/sys/fs/cgroup", place, V2);
    for (Path each = own;
        each != null && !each.equals(root.resolve("sys/fs"));
        each = each.getParent()) {
      Files.writeString(each.resolve("cgroup.controllers"), controllers);
    }
    return own;
  }

  /// Says where a tree is mounted.
  void mount(String treeRoot, String point, String type) {
    mounts.append("30 20 0:28 ").append(treeRoot).append(' ').append(point);
    mounts.append(" rw,relatime shared:9 - ").append(type).append('\n');
  }

  private Path put(String point, String place, List<String> names) throws IOException {
    Path folder = root.resolve(point.substring(1));
    fill(folder, names);
    for (Path part : Path.of(place)) {
      folder = folder.resolve(part.toString());
      fill(folder, names);
    }
    Files.writeString(root.resolve("proc/self/mountinfo"), mounts);
    Files.writeString(root.resolve("proc/self/cgroup"), memberships);
    return folder;
  }

  private static void fill(Path folder, List<String> names) throws IOException {
    Files.createDirectories(folder);
    for (String name : names) {
      Path file = folder.resolve(name);
      if (!Files.exists(file)) {
        Files.writeString(file, "");
      }
    }
  }

  /// This cgroup may not be written.
  void close(Path cgroup) {
    closed.add(cgroup);
  }

  @Override
  public void make(Path cgroup) throws IOException {
    if (closed.contains(cgroup.getParent())) {
      throw new AccessDeniedException(cgroup.toString());
    }
    Path above = cgroup.resolveSibling(DELEGATED);
    fill(cgroup, Files.exists(above) ? V2 : V1);
    if (Files.exists(above)) {
      String delegated = Files.readString(above);
      Files.writeString(cgroup.resolve("cgroup.controllers"), delegated);
      if (delegated.contains("memory")) {
        fill(cgroup, List.of("memory.max", "memory.swap.max", "memory.oom.group", "memory.events"));
      }
      if (delegated.contains("cpu")) {
        fill(cgroup, List.of("cpu.max"));
      }
    }
  }

  @Override
  public void write(Path file, String text) throws IOException {
    if (closed.contains(file.getParent())) {
      throw new AccessDeniedException(file.toString());
    }
    if (!file.endsWith(DELEGATED)) {
      CgroupFiles.super.write(file, text);
      return;
    }
    String controllers = Files.readString(file.resolveSibling("cgroup.controllers"));
    if (!List.of(controllers.strip().split(" ")).contains(text.substring(1))) {
      throw new IOException(text + ": no such controller");
    }
    Files.writeString(file, (Files.readString(file) + " " + text.substring(1)).strip());
  }

  @Override
  public boolean isWritable(Path file) {
    return Files.exists(file) && !closed.contains(file.getParent());
  }

  @Override
  public void remove(Path cgroup) throws IOException {
    if (!below(cgroup).isEmpty()) {
      throw new DirectoryNotEmptyException(cgroup.toString());
    }
    TreeRemoval.remove(cgroup);
  }
}
