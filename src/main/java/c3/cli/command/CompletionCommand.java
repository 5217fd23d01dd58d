package c3.cli.command;

import c3.cli.ExitCode;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 completion`: what a shell needs to complete commands, options, job ids and data paths.
public final class CompletionCommand implements Command {
  private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

  @Override
  public CommandSpec specification() {
    return Options.command(
            "completion",
            "Print the completion script of a shell.",
            "c3 completion bash >> ~/.bashrc",
            "c3 completion zsh > \"${fpath[1]}/_c3\"",
            "c3 completion fish > ~/.config/fish/completions/c3.fish")
        .addPositional(
            Options.oneOf(Options.argument(0, "SHELL", true, "bash, zsh or fish."), SHELLS));
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    String shell = Options.argumentOf(arguments, 0).orElseThrow();
    if (!SHELLS.contains(shell)) {
      throw new WrongUsage("there is no completion for `" + shell + "`", "c3 completion bash");
    }
    context.output().out().print(Texts.read("completion/" + shell + ".txt"));
    return ExitCode.OK;
  }
}
