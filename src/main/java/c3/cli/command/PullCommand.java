package c3.cli.command;

import c3.cli.ExitCode;
import c3.cli.command.Connector.Connection;
import c3.cli.command.JobPull.Pulled;
import c3.json.JsonObject;
import c3.model.Job;
import c3.model.ProjectName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 pull`: what jobs left, onto this machine.
public final class PullCommand implements Command {
  private static final String FORCE = "--force";
  private static final String LAST = "--last";

  @Override
  public CommandSpec specification() {
    return Options.command(
            "pull",
            "Download what jobs left, each into ./<job id>/; without an id, what is not here yet.",
            "c3 pull job_1795351023411_x6wm3l",
            "c3 pull                              what is not here of this project's jobs",
            "c3 pull --last                       the last one of this project")
        .addPositional(Options.arguments("JOB", "Job ids, or prefixes that fit only one."))
        .addOption(Options.flag("The last finished job of this project.", LAST))
        .addOption(Options.flag("Replace files that were changed here.", FORCE))
        .addOption(Options.json());
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    List<String> named = List.of(arguments.matchedPositionalValue(0, new String[0]));
    boolean last = Options.isGiven(arguments, LAST);
    if (last && !named.isEmpty()) {
      throw new WrongUsage("--last and a job's id exclude each other", "c3 pull --last");
    }
    Path here = context.environment().directory();
    try (Connection server = context.connector().connect()) {
      JobPull pull = new JobPull(context, server, here, Options.isGiven(arguments, FORCE));
      boolean json = Options.isGiven(arguments, Options.JSON);
      Told told = new Told(context, pull, json, last || !named.isEmpty());
      PulledJobs jobs = new PulledJobs(server, here);
      if (!named.isEmpty()) {
        jobs.named(named, told);
      } else if (last) {
        jobs.last(project(context), told);
      } else {
        jobs.missing(project(context), told);
      }
      return told.end();
    }
  }

  private static Optional<ProjectName> project(Context context) throws IOException {
    Optional<ProjectName> project = Projects.around(context.environment().directory());
    if (project.isEmpty()) {
      context.output().note("no .c3 here: jobs of every project");
    }
    return project;
  }

  /// Pulls each job and says so.
  private static final class Told implements PulledJobs.Each {
    private final Context context;
    private final JobPull pull;
    private final boolean json;
    private final boolean meant;
    private final List<JsonObject> rows = new ArrayList<>();
    private boolean complete = true;
    private boolean any;

    /// @param meant whether each of the jobs was asked for by itself
    Told(Context context, JobPull pull, boolean json, boolean meant) {
      this.context = context;
      this.pull = pull;
      this.json = json;
      this.meant = meant;
    }

    @Override
    public void job(Job job) throws IOException {
      Optional<Pulled> pulled = pull.pull(job);
      if (pulled.isEmpty()) {
        if (meant) {
          context.output().note(job.id() + " left no files: there is nothing to pull");
        }
        any |= meant;
        return;
      }
      Pulled one = pulled.get();
      any = true;
      complete &= one.result().complete();
      if (json) {
        rows.add(row(one));
      } else {
        pull.tell(one);
      }
    }

    int end() {
      if (json) {
        context.output().json(JsonObject.with().putAll("jobs", rows).build());
      } else if (!any) {
        context.output().note("nothing new to pull");
      }
      return complete ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  /// One of `jobs` in `pull --json`.
  static JsonObject row(Pulled pulled) {
    return JsonObject.with()
        .put("job_id", pulled.job().id().text())
        .put("directory", pulled.directory().toString())
        .put("files", pulled.result().files())
        .put("downloaded_count", pulled.result().downloaded())
        .put("bytes", pulled.result().bytes())
        .putTexts(
            "lost", pulled.result().lost().stream().map(loss -> loss.path().toString()).toList())
        .putTexts("kept", pulled.result().kept().stream().map(Object::toString).toList())
        .build();
  }
}
