package c3.agent.machine;

import java.nio.file.Path;
import java.util.List;

/// The cgroups that a job's processes are in.
interface JobCgroups {
  /// The files through which the job's first process enters them.
  List<Path> doors();

  /// Whether the kernel killed a process of them because all went over their memory bound.
  boolean isOutOfMemory();

  /// Kills what is left in them and removes them, if they are the agent's. Repeatable.
  void end() throws InterruptedException;
}
