package c3.agent.sandbox;

import c3.agent.sandbox.MountStep.Bind;
import c3.agent.sandbox.MountStep.Memory;
import c3.agent.sandbox.MountStep.Processes;
import c3.agent.sandbox.MountStep.ReadOnly;
import c3.agent.sandbox.MountStep.ReadOnlyBind;
import c3.model.C3Exception;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The steps that build what a job sees, in the order in which they must be done. Steps:
/// 1. the machine's root: itself, or filled in memory when a mount needs a new folder in it;
/// 2. each other folder in which a mount needs a new one: filled in memory, the outer ones first;
/// 3. a process table; 4. the hidden folders, empty; 5. the workspace; 6. the mounts;
/// 7. the hidden folders made read-only, so that nothing written there is silently lost.
public final class MountPlan {
  /// How many entries all folders in memory may hold together: each is a mount of its own.
  static final int ENTRIES_MAX = 1_000;

  private static final Path ROOT = Path.of("/");
  private static final Path PROCESSES = Path.of("/proc");
  private static final int HIDDEN_MODE = 0755;

  private final List<MountTarget> targets;
  private final List<Path> hidden;

  private MountPlan(List<MountTarget> targets, List<Path> hidden) {
    this.targets = targets;
    this.hidden = hidden;
  }

  /// The steps for a view. Throws a `C3Exception` that names the mount when one cannot be made.
  static List<MountStep> of(SandboxView view) throws IOException {
    Path workspace = view.workspace().toRealPath();
    List<MountTarget> targets = new ArrayList<>();
    for (SandboxMount mount : view.mounts()) {
      targets.add(target(workspace, mount.target()));
    }
    MountPlan plan = new MountPlan(targets, existing(view.hidden()));
    plan.check(List.of(workspace));
    List<MountStep> steps = plan.machine();
    plan.hidden.forEach(folder -> steps.add(new Memory(folder, HIDDEN_MODE)));
    steps.add(new Bind(workspace, workspace));
    for (int i = 0; i < targets.size(); i++) {
      steps.add(new ReadOnlyBind(view.mounts().get(i).source(), targets.get(i).place()));
    }
    plan.hidden.forEach(folder -> steps.add(new ReadOnly(folder)));
    return List.copyOf(steps);
  }

  /// Throws a `C3Exception` that names the first of these absolute targets that this machine could
  /// not mount at; to be asked before a job is submitted to it.
  public static void check(List<Path> absoluteTargets, List<Path> hidden) throws IOException {
    List<MountTarget> targets = new ArrayList<>();
    for (Path target : absoluteTargets) {
      targets.add(MountTarget.of(target));
    }
    MountPlan plan = new MountPlan(targets, existing(hidden));
    plan.check(List.of());
    plan.machine();
  }

  private static MountTarget target(Path workspace, Path wanted) throws IOException {
    if (!wanted.isAbsolute() || wanted.normalize().startsWith(workspace)) {
      return MountTarget.inside(workspace, wanted);
    }
    MountTarget target = MountTarget.of(wanted);
    return target.place().startsWith(workspace)
        ? MountTarget.inside(workspace, target.place())
        : target;
  }

  private static List<Path> existing(List<Path> folders) throws IOException {
    List<Path> existing = new ArrayList<>();
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        existing.add(folder.toRealPath());
      }
    }
    return existing.stream()
        .distinct()
        .sorted(Comparator.comparingInt(Path::getNameCount))
        .toList();
  }

  private void check(List<Path> workspaces) throws C3Exception {
    for (int i = 0; i < targets.size(); i++) {
      MountTarget target = targets.get(i);
      for (Path workspace : workspaces) {
        target.mustNotCover(workspace, "the workspace");
      }
      if (workspaces.stream().noneMatch(target.place()::startsWith)) {
        checkHidden(target);
      }
      for (int j = 0; j < targets.size(); j++) {
        if (i != j && target.place().startsWith(targets.get(j).place())) {
          throw target.refuse("it lies in another mount, " + targets.get(j).wanted());
        }
      }
    }
  }

  private void checkHidden(MountTarget target) throws C3Exception {
    for (Path folder : hidden) {
      target.mustNotCover(folder, "c3's own folder");
      if (target.place().startsWith(folder)) {
        throw target.refuse("it lies in c3's own folder");
      }
    }
  }

  private List<MountStep> machine() throws IOException {
    FilledFolders filled = new FilledFolders(ENTRIES_MAX);
    List<MountTarget> making =
        targets.stream()
            .filter(target -> target.parent().isPresent())
            .sorted(Comparator.comparingInt(target -> target.parent().orElseThrow().getNameCount()))
            .toList();
    for (MountTarget target : making) {
      filled.add(target);
    }
    List<MountStep> steps = new ArrayList<>();
    if (!filled.contains(ROOT)) {
      steps.add(new Bind(ROOT, ROOT));
    }
    steps.addAll(filled.steps());
    steps.add(new Processes(PROCESSES));
    return steps;
  }
}
