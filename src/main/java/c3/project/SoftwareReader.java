package c3.project;

import c3.model.C3Exception;
import c3.model.EntryPath;
import c3.model.Software;
import c3.project.yaml.Fields;
import c3.project.yaml.Yaml.Scalar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Reads what the script needs around it: `python` or `docker`, not both.
final class SoftwareReader {
  private final Path root;

  SoftwareReader(Path root) {
    this.root = root;
  }

  Optional<Software> read(Fields fields) throws C3Exception {
    Optional<Fields> python = fields.fields("python", List.of("project"));
    Optional<Fields> docker = fields.fields("docker", List.of("image", "requires_accelerator"));
    if (python.isPresent() && docker.isPresent()) {
      throw docker.get().spot().wrong("`python` and `docker` exclude each other; keep one");
    }
    if (python.isPresent()) {
      return Optional.of(python(python.get()));
    }
    return docker.isPresent() ? Optional.of(container(docker.get())) : Optional.empty();
  }

  private Software.Python python(Fields fields) throws C3Exception {
    Scalar written = fields.requiredText("project", ".");
    EntryPath folder = WrittenPath.inside("python.project", written);
    for (String needed : List.of("pyproject.toml", "uv.lock")) {
      if (!Files.isRegularFile(root.resolve(folder.toString()).resolve(needed))) {
        throw written
            .spot()
            .wrong(
                "`python.project` must hold pyproject.toml and uv.lock; `%s` has no %s"
                    .formatted(written.text(), needed),
                needed.equals("uv.lock") ? "uv lock" : "uv init");
      }
    }
    return new Software.Python(folder);
  }

  private static Software.Container container(Fields fields) throws C3Exception {
    Scalar image = fields.requiredText("image", "docker.io/library/debian:stable-slim");
    boolean cuda =
        fields.word("requires_accelerator", List.of("cuda", "none")).orElse("none").equals("cuda");
    try {
      return new Software.Container(image.text(), cuda);
    } catch (IllegalArgumentException _) {
      throw image.spot().wrong("`docker.image` is not an image's name: `" + image.text() + "`");
    }
  }
}
