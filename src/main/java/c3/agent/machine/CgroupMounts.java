package c3.agent.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Where the cgroups lie that a process is in, read from `/proc`.
///
/// @param root the root of the file system, below which `proc` lies
record CgroupMounts(Path root) {
  // A line of mountinfo: id, parent, device, root, mount point, options, ..., -, type, source,
  // options.
  private static final int ROOT_FIELD = 3;
  private static final int POINT_FIELD = 4;
  private static final int TYPE_AFTER_DASH = 1;
  private static final int OPTIONS_AFTER_DASH = 3;
  private static final int MEMBERSHIP_FIELDS = 3;

  /// The cgroup of this process in the tree of a kind, and those above it that can be seen, nearest
  /// first; none where the machine has no such tree.
  List<Path> own(CgroupKind kind) {
    return upwards("self", kind);
  }

  /// The cgroup of another process; absent where the machine has no such tree, or the process has
  /// ended.
  Optional<Path> of(long pid, CgroupKind kind) {
    return upwards(Long.toString(pid), kind).stream().findFirst();
  }

  private List<Path> upwards(String process, CgroupKind kind) {
    try {
      String membership = membership(process, kind);
      for (String line : Files.readAllLines(root.resolve("proc/self/mountinfo"))) {
        List<String> fields = List.of(line.split(" "));
        int dash = fields.indexOf("-");
        if (dash > POINT_FIELD
            && fields.size() > dash + OPTIONS_AFTER_DASH
            && isTree(kind, fields.subList(dash, fields.size()))) {
          return upwards(fields.get(ROOT_FIELD), fields.get(POINT_FIELD), membership);
        }
      }
    } catch (IOException e) {
      // A machine without these files has no cgroups.
    }
    return List.of();
  }

  private static boolean isTree(CgroupKind kind, List<String> afterDash) {
    String type = afterDash.get(TYPE_AFTER_DASH);
    return kind == CgroupKind.UNIFIED
        ? type.equals("cgroup2")
        : type.equals("cgroup")
            && Arrays.asList(afterDash.get(OPTIONS_AFTER_DASH).split(","))
                .contains(kind.controller());
  }

  private String membership(String process, CgroupKind kind) throws IOException {
    for (String line :
        Files.readAllLines(root.resolve("proc").resolve(process).resolve("cgroup"))) {
      String[] fields = line.split(":", MEMBERSHIP_FIELDS);
      if (fields.length == MEMBERSHIP_FIELDS
          && Arrays.asList(fields[1].split(",", -1)).contains(kind.controller())) {
        return fields[2];
      }
    }
    return "/";
  }

  /// In a container the mount may begin below the root of the tree, and the membership may be named
  /// from the true root: then the part that cannot be seen is left out.
  private List<Path> upwards(String treeRoot, String point, String membership) {
    Path top = root.resolve(point.substring(1));
    String below =
        !treeRoot.equals("/") && membership.startsWith(treeRoot)
            ? membership.substring(treeRoot.length())
            : membership;
    Path own = top.resolve(below.replaceFirst("^/+", "")).normalize();
    if (!own.startsWith(top) || !Files.isDirectory(own)) {
      own = top;
    }
    List<Path> upwards = new ArrayList<>();
    for (Path place = own; place != null && place.startsWith(top); place = place.getParent()) {
      upwards.add(place);
    }
    return upwards;
  }
}
