package c3.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import c3.model.C3Exception;
import c3.model.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every field of `.c3` wrong in turn: what the person reads, and what they are told to try.
class ProjectErrorsTest {
  private static final String NO_HINT = "";

  @TempDir Path folder;

  @BeforeEach
  void layOutAProject() throws IOException {
    for (String file : new String[] {"run.sh", "src/train.sh", "notes.txt", "train.py"}) {
      Files.createDirectories(folder.resolve(file).resolveSibling("x").getParent());
      Files.writeString(folder.resolve(file), "true\n");
    }
    Files.createSymbolicLink(folder.resolve("out.sh"), Path.of("/etc/passwd"));
    Files.createSymbolicLink(folder.resolve("dead.sh"), Path.of("nowhere"));
    Files.createSymbolicLink(folder.resolve("linked"), Path.of("src"));
    Files.createDirectories(folder.resolve("py"));
    Files.createFile(folder.resolve("py/pyproject.toml"));
  }

  static Stream<Arguments> fields() {
    return Stream.of(
        wrong("scirpt: run.sh", "unknown field `scirpt` (.c3, line 1)", "script"),
        wrong(
            "# train\nscript: run.sh\n\nouptut: [results]",
            "unknown field `ouptut` (.c3, line 4)",
            "output"),
        wrong("timeout: 5", "unknown field `timeout` (.c3, line 1)", "time"),
        wrong("name: 5", "unknown field `name` (.c3, line 1)", "job_name"),
        wrong("xyz: 5", "unknown field `xyz` (.c3, line 1)", ALL_FIELDS),
        wrong("<<: {a: 1}", "unknown field `<<` (.c3, line 1)", ALL_FIELDS),
        wrong("", "`script` is missing (.c3)", "script: run.sh"),
        wrong("# nothing\n", "`script` is missing (.c3)", "script: run.sh"),
        wrong("project: x", "`script` is missing (.c3)", "script: run.sh"),
        // script
        wrong("script:", "`script` has no value (.c3, line 1)", NO_HINT),
        wrong("script: ''", "`script` is empty (.c3, line 1)", NO_HINT),
        wrong("script: [run.sh]", "`script` must be text, not a list (.c3, line 1)", NO_HINT),
        wrong("script: {a: b}", "`script` must be text, not fields (.c3, line 1)", NO_HINT),
        wrong("script: 5", "`script` must be text, not a number (.c3, line 1)", "script: \"5\""),
        wrong(
            "script: true",
            "`script` must be text, not true or false (.c3, line 1)",
            "script: \"true\""),
        wrong("script: rnu.sh", "`rnu.sh` does not exist (.c3, line 1)", "script: run.sh"),
        wrong(
            "script: src/other.sh",
            "`src/other.sh` does not exist (.c3, line 1)",
            "script: src/train.sh"),
        wrong("script: no/such.sh", "`no/such.sh` does not exist (.c3, line 1)", NO_HINT),
        wrong("script: run.sh/x", "`run.sh/x` does not exist (.c3, line 1)", NO_HINT),
        wrong(
            "script: ../run.sh",
            "`script` must lie inside the project's folder: `../run.sh` (.c3, line 1)",
            NO_HINT),
        wrong(
            "script: /run.sh",
            "`script` must lie inside the project's folder: `/run.sh` (.c3, line 1)",
            NO_HINT),
        wrong(
            "script: out.sh", "`out.sh` is a link that leads out of the project (.c3, line 1)", ""),
        wrong("script: dead.sh", "`dead.sh` is a link to nothing (.c3, line 1)", NO_HINT),
        wrong("script: src", "`script` must be a file; `src` is a folder (.c3, line 1)", NO_HINT),
        wrong(
            "script: train.py",
            "`train.py` is Python, and bash runs the script (.c3, line 1)",
            "script: run.sh, which holds: python3 train.py"),
        wrong("script: .", "`script` must be a file; `.` is a folder (.c3, line 1)", NO_HINT),
        // project, job_name
        wrongField(
            "project: My Project",
            "`project` may have only a-z, 0-9 and -, at most 100 of them, not `My Project`",
            "project: my-project"),
        wrongField("project: 5", "`project` must be text, not a number", "project: \"5\""),
        wrongField("project: []", "`project` must be text, not a list", NO_HINT),
        wrongField("job_name: {}", "`job_name` must be text, not fields", NO_HINT),
        wrongField(
            "job_name: a/b",
            "`job_name` may have at most 100 characters, no `/` and no line ends",
            NO_HINT),
        wrongField(
            "job_name: \"a\\nb\"",
            "`job_name` may have at most 100 characters, no `/` and no line ends",
            NO_HINT),
        // time
        wrongField("time: [1]", "`time` must be text, not a list", "time: \"02:00:00\""),
        wrongField(
            "time: 7200",
            "`time` must be hours:minutes:seconds, two digits each, not `7200`",
            "time: \"02:00:00\""),
        wrongField(
            "time: '1:30:00'",
            "`time` must be hours:minutes:seconds, two digits each, not `1:30:00`",
            "time: \"01:30:00\""),
        wrongField(
            "time: 2h",
            "`time` must be hours:minutes:seconds, two digits each, not `2h`",
            "time: \"02:00:00\""),
        wrongField(
            "time: '00:60:00'",
            "minutes and seconds of `time` go up to 59, not `00:60:00`",
            "time: \"01:00:00\""),
        wrongField(
            "time: '00:00:60'",
            "minutes and seconds of `time` go up to 59, not `00:00:60`",
            "time: \"00:01:00\""),
        wrongField(
            "time: 00:10:00",
            "`time` must stand in quotes: without them many YAML readers take 00:10:00 for a"
                + " number",
            "time: \"00:10:00\""),
        wrongField(
            "time: '00:00:00'",
            "`time` is zero, which leaves the script no time to run",
            "time: \"02:00:00\""),
        wrongField("time:", "`time` has no value", NO_HINT),
        // output
        wrongField("output: results", "`output` must be a list, not text", "output: [results]"),
        wrongField("output: {a: b}", "`output` must be a list, not fields", NO_HINT),
        wrongField("output:", "`output` has no value", NO_HINT),
        wrongField("output: [[a]]", "each of `output` must be text, not a list", NO_HINT),
        wrongField("output: [5]", "each of `output` must be text, not a number", NO_HINT),
        wrongField("output: ['']", "each of `output` must be text, not empty", NO_HINT),
        wrongField("output: [~]", "each of `output` must be text, not nothing", NO_HINT),
        wrongField(
            "output: [../out]", "`output` must lie inside the project's folder: `../out`", NO_HINT),
        wrongField(
            "output: [a/../../out]",
            "`output` must lie inside the project's folder: `a/../../out`",
            NO_HINT),
        wrongField(
            "output: [/out]", "`output` must lie inside the project's folder: `/out`", NO_HINT),
        wrongField(
            "output: [.]",
            "`output` must be folders in the project, not the project's whole folder",
            NO_HINT),
        wrongField("output: [a, ./a/]", "`output` names `a` twice", "name it once"),
        wrongField(
            "output: [artifacts, ./artifacts]", "`output` names `artifacts` twice", "name it once"),
        wrongField(
            "output: [a, a/b]",
            "`output` overlaps: `a/b` lies in `a`, and `a` is kept",
            "leave out `a/b`"),
        wrongField(
            "output: [a/b, a]",
            "`output` overlaps: `a/b` lies in `a`, and `a/b` is kept",
            "leave out `a/b`"),
        wrongField(
            "output: [artifacts/x]",
            "`output` overlaps: `artifacts/x` lies in `artifacts`, and `artifacts` is always kept",
            "leave out `artifacts/x`"),
        wrongField("output: [run.sh]", "`output` must be folders; `run.sh` is a file", NO_HINT),
        wrongField("output: [run.sh/a]", "`output` must be folders; `run.sh` is a file", NO_HINT),
        wrongField("output: [linked/a]", "`output` must be folders; `linked` is a link", NO_HINT),
        wrongField(
            "output: [\"a\\0b\"]", "`output` is not a path: a path contains a NUL byte", NO_HINT));
  }

  static Stream<Arguments> datasets() {
    return Stream.of(
        wrongField(
            "datasets: /jobs/x", "`datasets` must be a list, not text", "datasets: [/jobs/x]"),
        wrongField("datasets: [/jobs/x]", "each of `datasets` must be fields, not text", NO_HINT),
        wrongField("datasets: [~]", "each of `datasets` must be fields, not nothing", NO_HINT),
        wrongField(
            "datasets: [{ref: /jobs/x, mont: a}]", "unknown field `mont` in `datasets`", "mount"),
        wrongField("datasets: [{mount: a}]", "`datasets.ref` is missing", "ref: /jobs/<id>"),
        wrongField("datasets: [{ref: }]", "`datasets.ref` has no value", NO_HINT),
        wrongField("datasets: [{ref: ''}]", "`datasets.ref` is empty", NO_HINT),
        wrongField("datasets: [{ref: [a]}]", "`datasets.ref` must be text, not a list", NO_HINT),
        wrongField(
            "datasets: [{ref: job_1}]",
            "`ref`: `job_1` is not a data path: one begins with `/jobs/`, `/projects/` or"
                + " `/datasets/`",
            NO_HINT),
        wrongField(
            "datasets: [{ref: /projects/p/jobs/}]",
            "`ref` must name a job or a dataset; `/projects/p/jobs/` is a list of them",
            "c3 data ls /projects/p/jobs/"),
        wrongField(
            "datasets: [{ref: /jobs/x, mount: 5}]",
            "`datasets.mount` must be text, not a number",
            "mount: \"5\""),
        wrongField(
            "datasets: [{ref: /jobs/x, mount: ../a}]",
            "`mount` must lie inside the project's folder: `../a`",
            NO_HINT),
        wrongField(
            "datasets: [{ref: /jobs/x, mount: .}]",
            "`mount` must be a folder of its own; `.` would hide everything",
            NO_HINT),
        wrongField(
            "datasets: [{ref: /jobs/x, mount: /}]",
            "`mount` must be a folder of its own; `/` would hide everything",
            NO_HINT),
        wrongField(
            "datasets: [{ref: /jobs/x, mount: /proc/a}]",
            "nothing can be mounted below `/proc`",
            NO_HINT),
        wrongField(
            "datasets: [{ref: /jobs/x, mount: a}, {ref: /jobs/y, mount: ./a}]",
            "two datasets are mounted at `a`; give one another `mount`",
            NO_HINT),
        wrongField(
            "datasets: [{ref: /jobs/x/artifacts}, {ref: /jobs/y/artifacts}]",
            "two datasets are mounted at `data/artifacts`; give one another `mount`",
            NO_HINT),
        wrongField(
            "datasets: [{ref: /jobs/x, mount: /a}, {ref: /jobs/y, mount: /a/b}]",
            "`/a` and `/a/b` are mounted one in the other",
            NO_HINT),
        wrongField(
            "datasets: [{ref: /jobs/x, mount: results/in}]\noutput: [results]",
            "`results/in` is mounted read-only and overlaps the output `results`",
            NO_HINT),
        wrongField(
            "datasets: [{ref: /jobs/x, mount: artifacts}]",
            "`artifacts` is mounted read-only and overlaps the output `artifacts`",
            NO_HINT),
        wrongField(
            "datasets: [{ref: /jobs/x, mount: linked/x}]",
            "nothing can be mounted at `linked/x`; `linked` is a link",
            "another `mount`"),
        wrongField(
            "datasets: [{ref: /jobs/x, mount: notes.txt}]",
            "nothing can be mounted at `notes.txt`; `notes.txt` is a file",
            "another `mount`"),
        wrong(
            "script: src/train.sh\ndatasets: [{ref: /jobs/x, mount: src}]",
            "`src` is mounted over the script `src/train.sh` (.c3, line 2)",
            NO_HINT));
  }

  static Stream<Arguments> theRest() {
    return Stream.of(
        // python, docker
        wrongField("python: .", "`python` must hold fields, not text", NO_HINT),
        wrongField("python: {}", "`python.project` is missing", "project: ."),
        wrongField("python: {projcet: .}", "unknown field `projcet` in `python`", "project"),
        wrongField(
            "python: {project: ../x}",
            "`python.project` must lie inside the project's folder: `../x`",
            NO_HINT),
        wrongField(
            "python: {project: .}",
            "`python.project` must hold pyproject.toml and uv.lock; `.` has no pyproject.toml",
            "uv init"),
        wrongField(
            "python: {project: py}",
            "`python.project` must hold pyproject.toml and uv.lock; `py` has no uv.lock",
            "uv lock"),
        wrongField("docker: image", "`docker` must hold fields, not text", NO_HINT),
        wrongField(
            "docker: {requires_accelerator: none}",
            "`docker.image` is missing",
            "image: docker.io/library/debian:stable-slim"),
        wrongField("docker: {imgae: x}", "unknown field `imgae` in `docker`", "image"),
        wrongField("docker: {image: a b}", "`docker.image` is not an image's name: `a b`", ""),
        wrongField("docker: {image: -v}", "`docker.image` is not an image's name: `-v`", NO_HINT),
        wrongField(
            "docker: {image: a, requires_accelerator: cudda}",
            "`docker.requires_accelerator` must be cuda or none, not `cudda`",
            "requires_accelerator: cuda"),
        wrongField(
            "docker: {image: a}\npython: {project: .}",
            "`python` and `docker` exclude each other; keep one",
            NO_HINT),
        // hardware, gpu, provider, capacity
        wrongField("gpu: 1", "`gpu` must be text, not a number", "gpu: \"1\""),
        wrongField("hardware: [a]", "`hardware` must be text, not a list", NO_HINT),
        wrongField(
            "gpu: a\nhardware: b", "`gpu` and `hardware` mean the same; keep one", "hardware: b"),
        wrongField(
            "provider: slrum",
            "`provider` must be local, slurm or kubernetes, not `slrum`",
            "provider: slurm"),
        wrongField("provider: 1", "`provider` must be text, not a number", "provider: \"1\""),
        wrongField("capacity: wait", "`capacity` must hold fields, not text", NO_HINT),
        wrongField("capacity: {wait: 1}", "unknown field `wait` in `capacity`", "max_wait_minutes"),
        wrongField(
            "capacity: {on_unavailable: maybe}",
            "`capacity.on_unavailable` must be fail or wait, not `maybe`",
            "on_unavailable: fail"),
        wrongField(
            "capacity: {max_wait_minutes: 1.5}",
            "`capacity.max_wait_minutes` must be a whole number from 1 to 525,600",
            NO_HINT),
        wrongField(
            "capacity: {max_wait_minutes: 0}",
            "`capacity.max_wait_minutes` must be a whole number from 1 to 525,600",
            NO_HINT),
        wrongField(
            "capacity: {max_wait_minutes: '5'}",
            "`capacity.max_wait_minutes` must be a whole number from 1 to 525,600",
            NO_HINT),
        wrongField(
            "capacity: {on_unavailable: fail, max_wait_minutes: 5}",
            "`capacity.max_wait_minutes` needs `on_unavailable: wait`",
            "on_unavailable: wait"),
        // env, exclude
        wrongField("env: [A=b]", "`env` must hold fields, not a list", NO_HINT),
        wrongField("env: {A: [b]}", "`env.A` must be text, not a list", NO_HINT),
        wrongField("env: {A: }", "`env.A` has no value", "A: \"\""),
        wrongField("env: {A: \"a\\0b\"}", "`env.A` contains a NUL character", NO_HINT),
        wrongField(
            "env: {C3_JOB_ID: x}",
            "`env` may not set `C3_JOB_ID`: names that begin with C3_ are c3's own",
            NO_HINT),
        wrongField(
            "env: {1A: x}",
            "`1A` cannot be a variable's name: letters, digits and _, no digit first",
            NO_HINT),
        wrongField(
            "env: {'A B=': x}",
            "`A B=` cannot be a variable's name: letters, digits and _, no digit first",
            NO_HINT),
        wrongField("exclude: '*.log'", "`exclude` must be a list, not text", "exclude: [*.log]"),
        wrongField("exclude: [1]", "each of `exclude` must be text, not a number", NO_HINT));
  }

  static Stream<Arguments> files() {
    return Stream.of(
        wrong("- a", "the file must hold fields, not a list (.c3, line 1)", "script: ..."),
        wrong("run.sh", "the file must hold fields, not text (.c3, line 1)", "script: ..."),
        wrong(
            "script: run.sh\nscript: run.sh",
            "`script` is given twice, first in line 1 (.c3, line 2)",
            NO_HINT),
        wrong(
            "script: &a run.sh\njob_name: *a",
            "aliases are not understood: write out what `*a` means (.c3, line 2)",
            NO_HINT),
        wrong(
            "script: !!str 5",
            "tags are not understood: leave out `tag:yaml.org,2002:str` (.c3, line 1)",
            NO_HINT),
        wrong("[a]: b", "a field's name must be text (.c3, line 1)", NO_HINT),
        wrong(
            "script: run.sh\n---\nscript: run.sh",
            "a second document begins here; there can be only one (.c3, line 2)",
            NO_HINT),
        wrong(
            "script: " + "[".repeat(100_000),
            "this is nested more than 16 deep (.c3, line 1)",
            NO_HINT),
        wrong(
            "script: run.sh\n\tproject: a",
            "this is not YAML: found character '\\t(TAB)' that cannot start any token. (Do not use"
                + " \\t(TAB) for indentation) (.c3, line 2)",
            NO_HINT),
        wrong(
            "script: run.sh\nenv: {a: b",
            "this is not YAML: expected ',' or '}', but got <stream end> (.c3, line 2)",
            NO_HINT),
        wrong(
            "script: a: b",
            "this is not YAML: mapping values are not allowed here (.c3, line 1)",
            ""),
        wrong("\0\1\2", "this is not YAML: it holds control characters (.c3)", NO_HINT),
        wrong("#".repeat((1 << 20) + 1), "the file is larger than 1 MiB (.c3)", NO_HINT));
  }

  @ParameterizedTest
  @MethodSource({"fields", "datasets", "theRest", "files"})
  void saysWhatIsWrongAndWhere(String yaml, String message, String hint) throws IOException {
    Files.writeString(folder.resolve(".c3"), yaml);
    check(message, hint);
  }

  @Test
  void saysThatABinaryFileIsNoText() throws IOException {
    Files.write(folder.resolve(".c3"), new byte[] {'a', (byte) 0xff, (byte) 0xfe, 0});
    check("the file is not UTF-8 text (.c3)", NO_HINT);
  }

  private void check(String message, String hint) {
    C3Exception thrown = catchThrowableOfType(C3Exception.class, () -> ProjectFile.read(folder));
    assertThat(thrown).isNotNull();
    assertThat(thrown.message()).isEqualTo(message).doesNotContain("\n");
    assertThat(thrown.code()).isEqualTo(ErrorCode.INVALID);
    assertThat(thrown.hint()).isEqualTo(hint.isEmpty() ? Optional.empty() : Optional.of(hint));
  }

  private static final String ALL_FIELDS =
      "one of script, project, job_name, time, output, datasets, env, exclude, hardware, gpu,"
          + " provider, capacity, python, docker";

  private static Arguments wrong(String yaml, String message, String hint) {
    return arguments(yaml, message, hint);
  }

  /// A file that is right but for its second line.
  private static Arguments wrongField(String yaml, String message, String hint) {
    return arguments("script: run.sh\n" + yaml, message + " (.c3, line 2)", hint);
  }
}
