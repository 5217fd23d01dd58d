package c3.agent.sandbox;

import c3.agent.sandbox.MountStep.Bind;
import c3.agent.sandbox.MountStep.Link;
import c3.agent.sandbox.MountStep.Memory;
import c3.agent.sandbox.MountStep.Processes;
import c3.agent.sandbox.MountStep.ReadOnly;
import c3.agent.sandbox.MountStep.ReadOnlyBind;
import c3.agent.script.Containment;
import c3.agent.script.Launch;
import c3.agent.script.ScriptCommand;
import c3.agent.script.Tools;
import c3.agent.script.Word;
import c3.model.MountSupport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The sandbox that bubblewrap builds: `bwrap` 0.5 or newer, for root and for an ordinary user. An
/// ordinary user's job runs in a user namespace: files of others seem to belong to nobody, and
/// set-uid programs such as `sudo` do not work.
public final class BubblewrapSandbox implements Sandbox {
  private final Tools tools;

  /// @param tools where `bwrap` is
  public BubblewrapSandbox(Tools tools) {
    this.tools = tools;
  }

  @Override
  public Launch wrap(ScriptCommand command, SandboxView view) throws IOException {
    List<Word> words = new ArrayList<>();
    words.add(Word.of(tools.require("bwrap")));
    // Dropping the right to mount is what keeps a job of root from making a mount writable.
    Stream.of("--unshare-pid", "--as-pid-1", "--die-with-parent", "--cap-drop", "CAP_SYS_ADMIN")
        .map(Word::of)
        .forEach(words::add);
    MountPlan.of(view).forEach(step -> words.addAll(option(step)));
    words.addAll(List.of(Word.of("--chdir"), Word.of(command.directory()), Word.of("--")));
    words.addAll(InitStep.of(command, tools));
    return new Launch(words, command.passed(), Containment.PID_NAMESPACE);
  }

  private static List<Word> option(MountStep step) {
    return switch (step) {
      case Memory(var target, int mode) ->
          List.of(
              Word.of("--perms"),
              Word.of(Integer.toOctalString(mode)),
              Word.of("--size"),
              Word.of(Long.toString(MountStep.MEMORY_BYTES_MAX)),
              Word.of("--tmpfs"),
              Word.of(target));
      case Bind(var source, var target) ->
          List.of(Word.of("--dev-bind-try"), Word.of(source), Word.of(target));
      case ReadOnlyBind(var source, var target) ->
          List.of(Word.of("--ro-bind"), Word.of(source), Word.of(target));
      case Link(var content, var target) ->
          List.of(Word.of("--symlink"), Word.of(content), Word.of(target));
      case Processes(var target) -> List.of(Word.of("--proc"), Word.of(target));
      case ReadOnly(var target) -> List.of(Word.of("--remount-ro"), Word.of(target));
    };
  }

  @Override
  public MountSupport mounts() {
    return MountSupport.ANY;
  }

  @Override
  public String name() {
    return "bubblewrap";
  }
}
