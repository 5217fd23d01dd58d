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
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// The sandbox for a machine without bubblewrap: the same view, built by a shell script with
/// util-linux 2.38 or newer. Slower, since each mount is a program of its own. For an ordinary user
/// the same limits hold as in [BubblewrapSandbox].
public final class NamespaceSandbox implements Sandbox {
  private static final String PROGRAM = "namespace.bash";

  private final Tools tools;
  private final boolean root;

  /// @param tools where util-linux and coreutils are
  /// @param root whether the job runs as root, which needs no user namespace
  public NamespaceSandbox(Tools tools, boolean root) {
    this.tools = tools;
    this.root = root;
  }

  @Override
  public Launch wrap(ScriptCommand command, SandboxView view) throws IOException {
    List<Word> words = new ArrayList<>();
    words.add(Word.of(tools.require("unshare")));
    Stream<String> user =
        root ? Stream.of() : Stream.of("--user", "--map-current-user", "--keep-caps");
    Stream.concat(user, Stream.of("--mount", "--pid", "--fork", "--kill-child=KILL", "--"))
        .map(Word::of)
        .forEach(words::add);
    words.add(Word.of(tools.require("bash")));
    Stream.of("-p", "-c", program(), "c3").map(Word::of).forEach(words::add);
    for (String tool : List.of("mount", "umount", "pivot_root", "mkdir", "ln", "setpriv")) {
      words.add(Word.of(tools.require(tool)));
    }
    words.add(Word.of(view.workspace().toRealPath()));
    MountPlan.of(view).forEach(step -> words.addAll(step(step)));
    words.addAll(List.of(Word.of("--"), Word.of(command.directory())));
    words.addAll(InitStep.of(command, tools));
    return new Launch(words, command.passed(), Containment.PID_NAMESPACE);
  }

  private static List<Word> step(MountStep step) {
    return switch (step) {
      case Memory(var target, int mode) ->
          List.of(
              Word.of("memory"),
              Word.of(target),
              Word.of(Integer.toOctalString(mode)),
              Word.of(Long.toString(MountStep.MEMORY_BYTES_MAX)));
      case Bind(var source, var target) ->
          List.of(Word.of("bind"), Word.of(source), Word.of(target));
      case ReadOnlyBind(var source, var target) ->
          List.of(Word.of("read-only-bind"), Word.of(source), Word.of(target));
      case Link(var content, var target) ->
          List.of(Word.of("link"), Word.of(content), Word.of(target));
      case Processes(var target) -> List.of(Word.of("processes"), Word.of(target));
      case ReadOnly(var target) -> List.of(Word.of("read-only"), Word.of(target));
    };
  }

  private static String program() {
    try (InputStream program =
        Objects.requireNonNull(NamespaceSandbox.class.getResourceAsStream(PROGRAM))) {
      return new String(program.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public MountSupport mounts() {
    return MountSupport.ANY;
  }

  @Override
  public String name() {
    return "namespaces";
  }
}
