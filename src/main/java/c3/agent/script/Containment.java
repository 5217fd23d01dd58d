package c3.agent.script;

/// How the processes of a job are kept together, which decides how they are stopped.
public enum Containment {
  /// The command runs in a pid namespace. The spawned process is the sandbox's own, its one child
  /// is the namespace's pid 1, the script and all that descends from it lie below. Killing pid 1
  /// kills them all, whatever they did to hide, and the spawned process ends only after them.
  PID_NAMESPACE,
  /// The spawned process is the script itself, the leader of its session. What leaves the session
  /// is found by its `C3_JOB_ID`; a process that leaves the session and hides that variable as well
  /// is not found.
  SESSION,
  /// The spawned process and its session are a container engine's: they end with the container, and
  /// are only ever killed. The script and all that descends from it are elsewhere, below the
  /// container's pid 1, and found by their `C3_JOB_ID`; one that hides it ends with the container.
  CONTAINER
}
