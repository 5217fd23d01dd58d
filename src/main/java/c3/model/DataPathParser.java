package c3.model;

import c3.model.DataPath.DatasetVersion;
import c3.model.DataPath.JobReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads one data path from left to right.
final class DataPathParser {
  private static final String LATEST = "@latest";
  private static final Pattern NUMBERED = Pattern.compile("@v([1-9][0-9]{0,17})");

  private final String text;
  private final Deque<String> segments = new ArrayDeque<>();

  DataPathParser(String text) {
    this.text = text;
    for (String segment : text.split("/", -1)) {
      if (!segment.isEmpty()) {
        segments.add(segment);
      }
    }
  }

  DataPath parse() {
    if (!text.startsWith("/")) {
      throw notOne("");
    }
    if (segments.isEmpty()) {
      return new DataPath.Root();
    }
    return switch (segments.remove()) {
      case "jobs" -> jobs(Optional.empty());
      case "datasets" -> datasets(Optional.empty());
      case "projects" -> projects();
      default -> throw notOne("");
    };
  }

  private DataPath projects() {
    if (segments.isEmpty()) {
      return new DataPath.Projects();
    }
    ProjectName name = new ProjectName(segments.remove());
    if (segments.isEmpty()) {
      return new DataPath.Project(name);
    }
    return switch (segments.remove()) {
      case "jobs" -> jobs(Optional.of(name));
      case "data" -> datasets(Optional.of(name));
      default ->
          throw new IllegalArgumentException(
              "a project has `jobs/` and `data/`: `" + text + "` names neither");
    };
  }

  private DataPath jobs(Optional<ProjectName> project) {
    if (segments.isEmpty()) {
      return new DataPath.Jobs(project);
    }
    return new DataPath.InJob(project, job(project, segments.remove()), below());
  }

  private JobReference job(Optional<ProjectName> project, String segment) {
    checkName(segment);
    if (!segment.contains("@")) {
      return new JobReference.ById(segment);
    }
    if (!segment.endsWith(LATEST)) {
      throw new IllegalArgumentException(
          "only `@latest` may follow a job's name, and nothing an id: `" + text + "`");
    }
    if (project.isEmpty()) {
      throw new IllegalArgumentException(
          "`@latest` needs a project: write `/projects/<project>/jobs/" + segment + "`");
    }
    String name = segment.substring(0, segment.length() - LATEST.length());
    return new JobReference.Latest(name.isEmpty() ? Optional.empty() : Optional.of(name));
  }

  private DataPath datasets(Optional<ProjectName> project) {
    if (segments.isEmpty()) {
      return new DataPath.Datasets(project);
    }
    String first = segments.remove();
    int at = first.indexOf('@');
    if (at > 0) {
      throw new IllegalArgumentException(
          "a version is a part of its own: write `%s%s/%s`"
              .formatted(
                  new DataPath.Datasets(project), first.substring(0, at), first.substring(at)));
    }
    DatasetName name = new DatasetName(first);
    DatasetVersion version = version();
    return new DataPath.InDataset(project, name, version, below());
  }

  private DatasetVersion version() {
    String segment = segments.peek();
    if (segment == null || !segment.startsWith("@")) {
      return new DatasetVersion.Unsaid();
    }
    segments.remove();
    Matcher numbered = NUMBERED.matcher(segment);
    if (numbered.matches()) {
      return new DatasetVersion.Numbered(Long.parseLong(numbered.group(1)));
    }
    if (segment.equals(LATEST)) {
      return new DatasetVersion.Latest();
    }
    throw new IllegalArgumentException(
        "a version is `@latest`, `@v1`, `@v2` and so on: `" + segment + "` is not one");
  }

  private EntryPath below() {
    EntryPath path = EntryPath.of(String.join("/", segments));
    segments.clear();
    return path;
  }

  private void checkName(String segment) {
    if (segment.equals(".") || segment.equals("..") || segment.indexOf('\0') >= 0) {
      throw notOne(": `.` and `..` mean nothing there");
    }
  }

  private IllegalArgumentException notOne(String why) {
    return new IllegalArgumentException(
        "`"
            + text.replace('\0', '?')
            + "` is not a data path"
            + (why.isEmpty() ? ": one begins with `/jobs/`, `/projects/` or `/datasets/`" : why));
  }
}
