package c3.agent.machine;

import c3.model.Hardware.Bounding;
import c3.model.JobBounds;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The cgroups that one agent makes for its jobs, below the nearest cgroup above the agent in which
/// it may. They lie in a folder of the agent's own, so that nobody else's are ever swept. Version 2
/// is preferred, controller by controller; of a machine with both, each is used for what it has.
///
/// Safe for many threads.
public final class Cgroups implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Cgroups.class.getName());
  private static final JobBounds MEMORY =
      new JobBounds(OptionalInt.empty(), OptionalLong.of(1L << 30), OptionalInt.empty());
  private static final JobBounds CPU =
      new JobBounds(OptionalInt.of(1000), OptionalLong.empty(), OptionalInt.empty());
  private static final String PROBE = "probe";

  private final CgroupMounts mounts;
  private final CgroupFiles files;
  private final Optional<Cgroup> memory;
  private final Optional<Cgroup> cpu;
  private boolean closed;

  private Cgroups(
      CgroupMounts mounts, CgroupFiles files, Optional<Cgroup> memory, Optional<Cgroup> cpu) {
    this.mounts = mounts;
    this.files = files;
    this.memory = memory;
    this.cpu = cpu;
  }

  /// Looks where cgroups can be made, by making one, and removes those that an earlier agent of the
  /// same name left, with the processes in them. To be called once, before the agent runs anything.
  ///
  /// @param root the root of the file system, below which `proc` lies
  /// @param name the agent's folder among the cgroups
  /// @param ledger a file that says where an earlier agent's folders lie
  public static Cgroups open(Path root, String name, Path ledger)
      throws IOException, InterruptedException {
    return open(root, name, ledger, CgroupFiles.KERNEL);
  }

  static Cgroups open(Path root, String name, Path ledger, CgroupFiles files)
      throws IOException, InterruptedException {
    sweep(ledger, name, files);
    CgroupMounts mounts = new CgroupMounts(root);
    Optional<Cgroup> memory =
        place(mounts, files, name, MEMORY, CgroupKind.UNIFIED, CgroupKind.MEMORY_V1);
    Optional<Cgroup> cpu = place(mounts, files, name, CPU, CgroupKind.UNIFIED, CgroupKind.CPU_V1);
    Cgroups cgroups = new Cgroups(mounts, files, memory, cpu);
    Files.writeString(
        ledger, String.join("\n", cgroups.places().keySet().stream().map(Path::toString).toList()));
    for (Cgroup place : cgroups.places().values()) {
      for (Path left : files.below(place.folder())) {
        new Cgroup(files, left, place.kind()).end();
      }
    }
    return cgroups;
  }

  /// Removes the agent's folders, unless a job is still in one: the next agent sweeps those. No
  /// more are made from here on. Repeatable.
  @Override
  public synchronized void close() {
    closed = true;
    for (Cgroup place : places().values()) {
      try {
        files.remove(place.folder());
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "the cgroup {0} stays: {1}", place.folder(), e.toString());
      }
    }
  }

  private static void sweep(Path ledger, String name, CgroupFiles files)
      throws IOException, InterruptedException {
    if (!Files.exists(ledger)) {
      return;
    }
    for (String line : Files.readAllLines(ledger)) {
      boolean ours = Path.of(line).endsWith(name);
      if (ours && !new Cgroup(files, Path.of(line), CgroupKind.UNIFIED).end()) {
        LOG.log(Level.WARNING, "the cgroup {0} of an earlier agent cannot be removed", line);
      }
    }
  }

  private static Optional<Cgroup> place(
      CgroupMounts mounts, CgroupFiles files, String name, JobBounds bounds, CgroupKind... kinds)
      throws InterruptedException {
    for (CgroupKind kind : kinds) {
      for (Path above : mounts.own(kind)) {
        Cgroup place = new Cgroup(files, above.resolve(name), kind);
        try {
          probe(new Cgroup(files, above, kind), place, bounds);
          return Optional.of(place);
        } catch (IOException e) {
          LOG.log(Level.DEBUG, "no cgroups below {0}: {1}", above, e.toString());
        }
      }
    }
    return Optional.empty();
  }

  private static void probe(Cgroup above, Cgroup place, JobBounds bounds)
      throws IOException, InterruptedException {
    if (!above.files().isWritable(above.door())) {
      throw new IOException("no process may be moved there");
    }
    if (above.kind() == CgroupKind.UNIFIED) {
      above.delegate(bounds);
    }
    boolean fresh = !Files.exists(place.folder());
    place.files().make(place.folder());
    try {
      if (place.kind() == CgroupKind.UNIFIED) {
        place.delegate(bounds);
      }
      Cgroup probe = place.child(PROBE);
      probe.make(bounds);
      probe.end();
    } catch (IOException e) {
      if (fresh) {
        place.end();
      }
      throw e;
    }
  }

  /// Each folder once: the two may be the same.
  private Map<Path, Cgroup> places() {
    Map<Path, Cgroup> places = new LinkedHashMap<>();
    memory.ifPresent(place -> places.put(place.folder(), place));
    cpu.ifPresent(place -> places.put(place.folder(), place));
    return places;
  }

  /// Which bounds can be enforced.
  Bounding bounding() {
    boolean all = memory.isPresent() && cpu.isPresent();
    return new Bounding(
        cpu.isPresent(),
        memory.isPresent(),
        all ? "" : "the agent may write to no cgroup that bounds it");
  }

  /// How much memory this agent and all that it starts may use, where a cgroup says so.
  OptionalLong ownMemoryBound() {
    List<Long> bounds = new ArrayList<>();
    for (CgroupKind kind : List.of(CgroupKind.UNIFIED, CgroupKind.MEMORY_V1)) {
      for (Path own : mounts.own(kind)) {
        bound(own.resolve(kind.ownMemoryBound())).ifPresent(bounds::add);
      }
    }
    return bounds.stream().mapToLong(Long::longValue).min();
  }

  private Optional<Long> bound(Path file) {
    try {
      return Optional.of(files.read(file).strip())
          .filter(text -> text.matches("[0-9]{1,18}"))
          .map(Long::parseLong);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// Makes the cgroups that keep a job to its bounds; none for a job without bounds. Throws
  /// `IOException` when one cannot be made, and `InterruptedException` when the agent is being
  /// ended; then none is left.
  ///
  /// @param name no other job's at the same time
  synchronized List<Cgroup> make(String name, JobBounds bounds)
      throws IOException, InterruptedException {
    if (closed) {
      throw new InterruptedException("the agent is being ended");
    }
    List<Cgroup> made = new ArrayList<>();
    try {
      for (Cgroup place : places().values()) {
        JobBounds kept = kept(place, bounds);
        if (!kept.isNone()) {
          Cgroup cgroup = place.child(name);
          made.add(cgroup);
          cgroup.make(kept);
        }
      }
      return made;
    } catch (IOException e) {
      for (Cgroup cgroup : made) {
        cgroup.end();
      }
      throw e;
    }
  }

  /// Those that something else keeps a job in, whose first process this finds.
  JobCgroups foreign(FirstProcess first) {
    return new ForeignCgroups(mounts, files, first);
  }

  /// What of some bounds is kept to there.
  private JobBounds kept(Cgroup place, JobBounds bounds) {
    return new JobBounds(
        cpu.equals(Optional.of(place)) ? bounds.milliCpus() : OptionalInt.empty(),
        memory.equals(Optional.of(place)) ? bounds.memoryBytes() : OptionalLong.empty(),
        OptionalInt.empty());
  }
}
