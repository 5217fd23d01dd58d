package c3.agent.sandbox;

import c3.agent.script.Containment;
import c3.agent.script.Launch;
import c3.agent.script.ScriptCommand;
import c3.agent.script.StartMarker;
import c3.agent.script.Tools;
import c3.agent.script.Word;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.MountSupport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// For a machine that allows no namespaces: the script runs on the machine as it is. Hidden folders
/// are not hidden. Mounts must lie below the workspace and are copies that the caller has put
/// there: writing to one works, and never reaches what is stored. When the agent is killed only the
/// script's first process dies with it; the next agent finds the others by
/// [c3.agent.script.JobProcesses].
public final class NoSandbox implements Sandbox {
  private static final String BEGIN =
      """
      cd -- "$1" || exit 125
      printf %s "$2" || exit 125
      shift 2
      exec -- "$@"
      """;

  private final Tools tools;

  /// @param tools where `bash` and `env` are
  public NoSandbox(Tools tools) {
    this.tools = tools;
  }

  @Override
  public Launch wrap(ScriptCommand command, SandboxView view) throws IOException {
    Path workspace = view.workspace().toRealPath();
    for (SandboxMount mount : view.mounts()) {
      if (!workspace.resolve(mount.target()).normalize().startsWith(workspace)) {
        throw onlyInTheWorkspace(mount.target());
      }
      MountTarget.inside(workspace, mount.target());
    }
    List<Word> words = new ArrayList<>();
    words.add(Word.of(tools.require("bash")));
    for (String word : List.of("-p", "-c", BEGIN, "c3")) {
      words.add(Word.of(word));
    }
    words.add(Word.of(command.directory()));
    words.add(Word.of(StartMarker.TEXT));
    words.addAll(command.finalStep(tools));
    return new Launch(words, command.passed(), Containment.SESSION);
  }

  /// Why a job whose mount must lie elsewhere cannot run here.
  public static C3Exception onlyInTheWorkspace(Path target) {
    return new C3Exception(
        ErrorCode.INVALID,
        "cannot mount at " + target + ": this machine only allows mounts in the workspace",
        Optional.of("give a relative `mount:`, or install bubblewrap on the machine"));
  }

  @Override
  public MountSupport mounts() {
    return MountSupport.RELATIVE;
  }

  @Override
  public String name() {
    return "none";
  }
}
