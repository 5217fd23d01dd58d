package c3.cli.command;

import c3.cli.ExitCode;
import c3.cli.command.Connector.Connection;
import c3.cli.command.JobPull.Pulled;
import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.Job;
import c3.model.ProjectName;
import c3.wire.message.JobsRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
  private static final int JOBS_MAX = 10_000;

  @Override
  public CommandSpec specification() {
    return Options.command(
            "pull",
            "Download what jobs left, each into ./<job id>/; without an id, what is not here yet.",
            "c3 pull job_1795351023411_x6wm3l",
            "c3 pull                              every finished job of this project that is not here",
            "c3 pull --last                       the last one of this project")
        .addPositional(Options.arguments("JOB", "Job ids, or prefixes that fit only one."))
        .addOption(Options.flag("The last finished job of this project.", LAST))
        .addOption(Options.flag("Replace files that were changed here.", FORCE))
        .addOption(Options.json());
  }

  @Override
  public int run(ParseResult arguments, Context context) throws IOException {
    String[] named = arguments.matchedPositionalValue(0, new String[0]);
    Path here = context.environment().directory();
    try (Connection server = context.connector().connect()) {
      boolean json = Options.isGiven(arguments, Options.JSON);
      JobPull pull = new JobPull(context, server, here, Options.isGiven(arguments, FORCE));
      List<Pulled> pulled = new ArrayList<>();
      boolean complete = true;
      for (Job job : jobs(List.of(named), Options.isGiven(arguments, LAST), server, context)) {
        Pulled one = pull.pull(job);
        pulled.add(one);
        complete &= one.result().complete();
        if (!json) {
          pull.tell(one);
        }
      }
      if (json) {
        context.output().json(json(pulled));
      } else if (pulled.isEmpty()) {
        context.output().note("nothing new to pull");
      }
      return complete ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  private static List<Job> jobs(
      List<String> named, boolean last, Connection server, Context context) throws IOException {
    List<Job> jobs = new ArrayList<>();
    for (String name : named) {
      jobs.add(withArtifacts(server.control().find(name)));
    }
    if (!named.isEmpty()) {
      return jobs;
    }
    Path here = context.environment().directory();
    Optional<ProjectName> project = Projects.around(here);
    if (project.isEmpty()) {
      context.output().note("no .c3 here: jobs of every project");
    }
    List<Job> finished =
        server.control().list(new JobsRequest(project, "", true, last ? 1 : JOBS_MAX));
    for (Job job : finished) {
      if (last || !Files.exists(here.resolve(job.id().text()), LinkOption.NOFOLLOW_LINKS)) {
        jobs.add(job);
      }
    }
    return jobs;
  }

  private static Job withArtifacts(Job job) throws IOException {
    if (job.artifacts().isPresent()) {
      return job;
    }
    throw job.status().isEnd()
        ? new C3Exception(
            ErrorCode.NOT_FOUND,
            job.id() + " has left nothing (" + job.status() + ")",
            Optional.of("c3 status " + job.id()))
        : new C3Exception(
            ErrorCode.CONFLICT,
            job.id() + " has not ended (" + job.status() + ")",
            Optional.of("c3 logs -f " + job.id()));
  }

  private static JsonObject json(List<Pulled> pulled) {
    return JsonObject.with()
        .putAll(
            "jobs",
            pulled.stream()
                .map(one ->
                    JsonObject.with()
                        .put("job_id", one.job().id().text())
                        .put("directory", one.directory().toString())
                        .put("files", one.result().files())
                        .put("downloaded_count", one.result().downloaded())
                        .put("bytes", one.result().bytes())
                        .putTexts(
                            "lost",
                            one.result().lost().stream()
                                .map(loss -> loss.path().toString())
                                .toList())
                        .putTexts(
                            "kept", one.result().kept().stream().map(Object::toString).toList())
                        .build())
                .toList())
        .build();
  }
}
