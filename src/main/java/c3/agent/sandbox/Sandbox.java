package c3.agent.sandbox;

import c3.agent.script.Launch;
import c3.agent.script.ScriptCommand;
import c3.model.MountSupport;
import java.io.IOException;

/// Arranges what a job sees. In every sandbox the workspace is the real directory, at its own path,
/// and the network is the machine's.
///
/// Where [#mounts] is `ANY`, what follows holds against a job of root too: each mount can be read
/// and not written (EROFS), and not be made writable; hidden folders are empty but for the
/// workspace; nothing is created on the machine outside the workspace; the rest of the machine is
/// seen as its user sees it, in a process table of its own. Where a mount needs a folder that the
/// machine lacks, the deepest folder that exists becomes a small one in memory that holds all that
/// the real one held; what a job writes directly into that one is gone with the job.
public interface Sandbox {
  /// How to start this command so that it sees this. Reads the file system and changes nothing.
  /// Throws a `C3Exception` that names the mount when a mount cannot be made; anything else that
  /// hinders shows when it is run, as a script that never began.
  Launch wrap(ScriptCommand command, SandboxView view) throws IOException;

  /// Which mounts it can make.
  MountSupport mounts();

  /// What to call it in a log.
  String name();
}
