package c3.model;

import java.util.List;
import java.util.Optional;

/// A name for something that c3 keeps: `/jobs/<id>/artifacts/model.json`, `/datasets/x/@v3/`. Says
/// what was written, not what exists. Text form: UTF-8, segments separated by slashes; a slash at
/// the end and slashes in excess mean nothing. There is no escape form: a name that is not valid
/// UTF-8 cannot be written down, but comes along with the folder that it lies in.
///
/// `toString` is the one spelling of a path: a list of things and the whole of a thing end in a
/// slash, something inside a thing does not. Parsing it gives an equal path.
public sealed interface DataPath {
  /// Parses a path; throws `IllegalArgumentException`, with a sentence for a person, when it is not
  /// one.
  static DataPath parse(String text) {
    return new DataPathParser(text).parse();
  }

  /// Whether a person who typed this meant something that c3 keeps, not a file of their machine.
  static boolean isRemote(String text) {
    return List.of("/jobs", "/projects", "/datasets").stream()
        .anyMatch(top -> text.equals(top) || text.startsWith(top + "/"));
  }

  /// Every thing there is.
  record Root() implements DataPath {
    @Override
    public String toString() {
      return "/";
    }
  }

  /// The list of projects.
  record Projects() implements DataPath {
    @Override
    public String toString() {
      return "/projects/";
    }
  }

  /// A project, which has jobs and datasets.
  record Project(ProjectName name) implements DataPath {
    @Override
    public String toString() {
      return "/projects/" + name + "/";
    }
  }

  /// A list of jobs.
  ///
  /// @param project only this project's
  record Jobs(Optional<ProjectName> project) implements DataPath {
    @Override
    public String toString() {
      return project.map(p -> "/projects/" + p).orElse("") + "/jobs/";
    }
  }

  /// A list of datasets.
  ///
  /// @param project the project that has them; absent: those that belong to none
  record Datasets(Optional<ProjectName> project) implements DataPath {
    @Override
    public String toString() {
      return project.map(p -> "/projects/" + p + "/data/").orElse("/datasets/");
    }
  }

  /// A path that leads into one manifest.
  sealed interface Inside extends DataPath {
    /// What of the manifest is meant; the root for all of it.
    EntryPath below();

    /// The same manifest with another part of it meant.
    Inside at(EntryPath part);

    /// The last name in the path, to call a copy by: never a selector such as `@v3`.
    EntryPath lastName();
  }

  /// What a job left, or a part of it.
  ///
  /// @param project where to look; absent: in any project, and then the job is not `Latest`
  record InJob(Optional<ProjectName> project, JobReference job, EntryPath below) implements Inside {
    /// Throws `IllegalArgumentException` for the newest job of no project.
    public InJob {
      if (project.isEmpty() && job instanceof JobReference.Latest) {
        throw new IllegalArgumentException("the newest job is looked for in one project");
      }
    }

    @Override
    public InJob at(EntryPath part) {
      return new InJob(project, job, part);
    }

    @Override
    public EntryPath lastName() {
      if (!below.isRoot()) {
        return below.name();
      }
      return EntryPath.of(
          switch (job) {
            case JobReference.ById byId -> byId.prefix();
            case JobReference.Latest latest ->
                latest.name().or(() -> project.map(p -> p.plain().text())).orElse("latest");
          });
    }

    @Override
    public String toString() {
      return new Jobs(project) + job.toString() + "/" + below;
    }
  }

  /// A version of a dataset, or a part of it.
  ///
  /// @param project the project that has it; absent: it belongs to none
  /// @param version which one; `Unsaid` where that part of the path is missing
  record InDataset(
      Optional<ProjectName> project, DatasetName dataset, DatasetVersion version, EntryPath below)
      implements Inside {
    @Override
    public InDataset at(EntryPath part) {
      return new InDataset(project, dataset, version, part);
    }

    @Override
    public EntryPath lastName() {
      return below.isRoot() ? EntryPath.of(dataset.text()) : below.name();
    }

    @Override
    public String toString() {
      // Without a version, a name that looks like one would be read as one.
      boolean unclear =
          version instanceof DatasetVersion.Unsaid && below.toString().startsWith("@");
      String selector = unclear ? new DatasetVersion.Latest().toString() : version.toString();
      return new Datasets(project)
          + dataset.text()
          + "/"
          + (selector.isEmpty() ? "" : selector + "/")
          + below;
    }
  }

  /// Which job a path means.
  sealed interface JobReference {
    /// The one job whose id begins so. Any text: whether there is such a job is found out later.
    record ById(String prefix) implements JobReference {
      @Override
      public String toString() {
        return prefix;
      }
    }

    /// The newest job that SUCCEEDED.
    ///
    /// @param name only jobs of this name
    record Latest(Optional<String> name) implements JobReference {
      @Override
      public String toString() {
        return name.orElse("") + "@latest";
      }
    }
  }

  /// Which version of a dataset a path means.
  sealed interface DatasetVersion {
    /// None was written: a listing lists the versions, everything else takes the newest.
    record Unsaid() implements DatasetVersion {
      @Override
      public String toString() {
        return "";
      }
    }

    /// The newest one.
    record Latest() implements DatasetVersion {
      @Override
      public String toString() {
        return "@latest";
      }
    }

    /// A certain one.
    ///
    /// @param number from 1
    record Numbered(long number) implements DatasetVersion {
      /// Throws `IllegalArgumentException` for a number below 1.
      public Numbered {
        if (number < 1) {
          throw new IllegalArgumentException("versions are numbered from 1: " + number);
        }
      }

      @Override
      public String toString() {
        return "@v" + number;
      }
    }
  }
}
