package c3.agent.sandbox;

import c3.model.C3Exception;
import c3.model.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where a mount goes on this machine.
///
/// @param wanted the target as the person wrote it
/// @param place the same with every link on the way resolved
/// @param parent the deepest folder that exists above it, when the target has to be made in it and
///   it is not the workspace's
record MountTarget(Path wanted, Path place, Optional<Path> parent) {
  private static final List<Path> KERNEL =
      List.of(Path.of("/proc"), Path.of("/sys"), Path.of("/dev"));

  /// A target anywhere; throws a `C3Exception` when nothing can be mounted there.
  static MountTarget of(Path wanted) throws IOException {
    Path target = wanted.normalize();
    Path existing = target;
    while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing)) {
      throw refused(wanted, existing + " is not a folder");
    }
    Path real = existing.toRealPath();
    Path place = real.resolve(existing.relativize(target)).normalize();
    if (place.getParent() == null || KERNEL.stream().anyMatch(place::startsWith)) {
      throw refused(wanted, "the machine itself needs it");
    }
    return new MountTarget(
        wanted, place, place.equals(real) ? Optional.empty() : Optional.of(real));
  }

  /// A target below the workspace, whose real path is given; throws a `C3Exception` when it would
  /// lead out of it.
  static MountTarget inside(Path workspace, Path wanted) throws C3Exception {
    Path place = workspace.resolve(wanted).normalize();
    if (!place.startsWith(workspace) || place.equals(workspace)) {
      throw refused(wanted, "it must lie below the workspace");
    }
    Path at = workspace;
    for (Path name : workspace.relativize(place)) {
      at = at.resolve(name);
      if (Files.exists(at, LinkOption.NOFOLLOW_LINKS)
          && !Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
        throw refused(wanted, workspace.relativize(at) + " in the project is not a folder");
      }
    }
    return new MountTarget(wanted, place, Optional.empty());
  }

  /// Throws a `C3Exception` when a folder that the job needs would be covered by this target.
  void mustNotCover(Path folder, String what) throws C3Exception {
    if (folder.startsWith(place)) {
      throw refused(wanted, "it would cover " + what);
    }
  }

  C3Exception refuse(String why) {
    return refused(wanted, why);
  }

  private static C3Exception refused(Path wanted, String why) {
    return new C3Exception(
        ErrorCode.INVALID,
        "cannot mount at " + wanted + ": " + why,
        Optional.of("choose another `mount:`, such as /data/<name>, or ./data/<name>"));
  }
}
