package c3.agent.script;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The living processes of one job, found among all processes of the machine: those of the script's
/// session, and those whose environment names the job. Finds the processes inside a pid namespace
/// too, and what a killed agent left behind. Does not see a process of another user, nor one that
/// left the session and cleared its environment as well.
public final class JobProcesses {
  /// The variable that marks the processes of a job.
  public static final String MARK = "C3_JOB_ID";

  private static final int ROUNDS_MAX = 500;
  private static final long ROUND_MILLIS = 10;
  private static final int SESSION_FIELD = 3;

  private final Optional<String> mark;
  private final OptionalLong session;

  private JobProcesses(Optional<String> mark, OptionalLong session) {
    this.mark = mark;
    this.session = session;
  }

  /// The processes of the job with this id.
  public static JobProcesses ofJob(String jobId) {
    return new JobProcesses(Optional.of(MARK + "=" + jobId), OptionalLong.empty());
  }

  /// The processes of a launch, whose first process leads the session.
  static JobProcesses of(Launch launch, long session) {
    Optional<String> jobId = Optional.ofNullable(launch.environment().get(MARK));
    return new JobProcesses(jobId.map(id -> MARK + "=" + id), OptionalLong.of(session));
  }

  /// Those that live now, without this process itself.
  public List<ProcessHandle> find() {
    return find(true);
  }

  /// Those that live now outside of the session, without the first of them.
  List<ProcessHandle> findDescendantsElsewhere() {
    List<ProcessHandle> elsewhere = find(false);
    return elsewhere.stream()
        .filter(process -> process.parent().filter(elsewhere::contains).isPresent())
        .toList();
  }

  private List<ProcessHandle> find(boolean withSession) {
    long self = ProcessHandle.current().pid();
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != self && isOurs(process.pid(), withSession))
        .toList();
  }

  /// Kills them until none is left. Returns whether none is left: false when processes cannot be
  /// killed, or multiply faster than they are. Repeatable.
  public boolean killAll() throws InterruptedException {
    for (int round = 0; round < ROUNDS_MAX; round++) {
      List<ProcessHandle> living = find();
      if (living.isEmpty()) {
        return true;
      }
      living.forEach(ProcessHandle::destroyForcibly);
      Thread.sleep(ROUND_MILLIS);
    }
    return false;
  }

  private boolean isOurs(long pid, boolean withSession) {
    Path process = Path.of("/proc", Long.toString(pid));
    try {
      List<String> stat = fieldsAfterName(Files.readAllBytes(process.resolve("stat")));
      if (List.of("Z", "X").contains(stat.getFirst())) {
        return false; // Dead, and only not yet waited for.
      }
      return isOfSession(stat) ? withSession : mark.isPresent() && isMarked(process, mark.get());
    } catch (IOException gone) {
      return false;
    }
  }

  private boolean isOfSession(List<String> stat) {
    return session.isPresent() && Long.parseLong(stat.get(SESSION_FIELD)) == session.getAsLong();
  }

  private static boolean isMarked(Path process, String mark) throws IOException {
    byte[] environment = Files.readAllBytes(process.resolve("environ"));
    String text = "\0" + new String(environment, StandardCharsets.ISO_8859_1) + "\0";
    return text.contains("\0" + mark + "\0");
  }

  /// The fields behind the program's name, which may itself contain blanks and brackets: state,
  /// parent, process group, session.
  private static List<String> fieldsAfterName(byte[] stat) {
    String text = new String(stat, StandardCharsets.ISO_8859_1);
    String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", SESSION_FIELD + 2);
    return new ArrayList<>(Arrays.asList(fields));
  }
}
