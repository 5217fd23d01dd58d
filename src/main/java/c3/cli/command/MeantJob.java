package c3.cli.command;

import c3.cli.command.Connector.Connection;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.Job;
import c3.wire.message.JobsRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The job that a person means: the one they name, or else the last one of the project they stand
/// in, and that is said.
final class MeantJob {
  private final Context context;
  private final Connection server;

  MeantJob(Context context, Connection server) {
    this.context = context;
    this.server = server;
  }

  /// Throws `C3Exception` NOT_FOUND when there is none.
  Job named(Optional<String> idOrPrefix) throws IOException {
    if (idOrPrefix.isPresent()) {
      return server.control().find(idOrPrefix.get());
    }
    Job last = last();
    context.output().note("the last job of " + last.spec().project() + ": " + last.id());
    return last;
  }

  private Job last() throws IOException {
    var project = Projects.around(context.environment().directory());
    List<Job> jobs =
        server.control().list(new JobsRequest(project, "", false, Optional.empty(), 1));
    if (jobs.isEmpty()) {
      String of = project.map(name -> " of " + name).orElse("");
      throw new C3Exception(
          ErrorCode.NOT_FOUND, "there is no job" + of + " yet", Optional.of("c3 deploy -f"));
    }
    return jobs.getFirst();
  }
}
