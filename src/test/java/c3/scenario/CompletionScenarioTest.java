package c3.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What the Tab key offers in each shell that is installed.
@Tag("scenario")
class CompletionScenarioTest {
  /// The shell sorts what it is offered unless it is told not to.
  private static final String BASH =
      """
      source <(c3 completion bash)
      COMP_LINE=$1 COMP_POINT=${#1}
      read -ra COMP_WORDS <<< "$1"
      case $1 in *' ') COMP_WORDS+=('');; esac
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      _c3 2>/dev/null
      order=sort
      [[ $(complete -p c3) == *' nosort '* ]] && order=cat
      printf '%s\\n' "${COMPREPLY[@]}" | "$order"
      """;

  /// As zsh does with a file that it found in $fpath: the first Tab reads it. It sorts what is not
  /// of a group that keeps its order (`-V`).
  private static final String ZSH =
      """
      mkdir -p zsh && c3 completion zsh > zsh/_c3
      fpath=($PWD/zsh $fpath)
      autoload -Uz _c3
      compadd() {
        local kept
        while [[ $1 != -- ]]; do [[ $1 == -V ]] && kept=yes; shift; done
        shift
        [[ -n $kept ]] && print -rl -- "$@" || print -rl -- "${(@o)@}"
      }
      _files() { print -r -- "files" }
      words=(${=1})
      [[ $1 == *' ' ]] && words+=('')
      CURRENT=${#words}
      _c3
      """;

  private static final String FISH = "c3 completion fish | source; complete -C $argv[1]";

  @RegisterExtension final Person person = new Person();

  private List<String> offered(String shell, String script, String line) throws Exception {
    Program program =
        new Program(
            "fish".equals(shell)
                ? List.of("fish", "--no-config", "-c", script, line)
                : List.of(shell, "-c", script, shell, line),
            person.home(),
            person.c3().environment());
    Path tools = Files.createDirectories(person.at("tools"));
    Path link = tools.resolve("c3");
    if (!Files.exists(link)) {
      Files.createSymbolicLink(link, TestedClone.folder().resolve("c3"));
    }
    String path = tools + ":" + person.c3().environment().get("PATH");
    return program.with("PATH", path).run().lines().stream()
        .filter(offer -> !offer.isEmpty())
        .toList();
  }

  private void offersWhatThereIs(String shell, String script) throws Exception {
    assumeTrue(isThere(shell), shell + " is not installed");
    Path project = person.project("digits", "", "echo 1 > $C3_ARTIFACTS_DIR/a\n");
    String older = person.json("deploy", "-f", "--json", project.toString()).text("id");
    String newer = person.json("deploy", "-f", "--json", project.toString()).text("id");
    person.succeeds("data", "cp", project.toString(), "/datasets/images/");

    assertThat(offered(shell, script, "c3 squ")).containsExactly("squeue");
    assertThat(offered(shell, script, "c3 status ")).containsExactly(newer, older);
    assertThat(offered(shell, script, "c3 deploy -p ")).containsExactly("local");
    assertThat(offered(shell, script, "c3 data ls /da")).containsExactly("/datasets/");
    assertThat(offered(shell, script, "c3 data log /datasets/"))
        .containsExactly("/datasets/images/");
    assertThat(offered(shell, script, "c3 data ls /jobs/" + newer + "/"))
        .containsExactly("/jobs/" + newer + "/artifacts/");
  }

  private static boolean isThere(String shell) throws IOException {
    for (String folder : List.of("/usr/local/bin", "/usr/bin", "/bin")) {
      if (Files.isExecutable(Path.of(folder, shell))) {
        return true;
      }
    }
    return false;
  }

  @Test
  void bashOffersWhatThereIs() throws Exception {
    offersWhatThereIs("bash", BASH);
  }

  @Test
  void zshOffersWhatThereIsAtTheFirstTab() throws Exception {
    offersWhatThereIs("zsh", ZSH);
  }

  @Test
  void fishOffersWhatThereIsAndNoFilesBeside() throws Exception {
    offersWhatThereIs("fish", FISH);
  }
}
