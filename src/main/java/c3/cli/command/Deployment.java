package c3.cli.command;

import c3.cli.command.Connector.Connection;
import c3.cli.local.Home;
import c3.cli.terminal.Amounts;
import c3.cli.terminal.Output;
import c3.model.C3Exception;
import c3.model.Hardware;
import c3.model.HardwareProfile;
import c3.model.Job;
import c3.model.JobInput;
import c3.model.JobSpec;
import c3.model.ManifestSummary;
import c3.project.Project;
import c3.project.yaml.Spot;
import c3.transfer.UploadResult;
import c3.wire.message.SubmitRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sends a project and queues it as a job.
///
/// 1. Look whether what it mounts is there, and can be mounted where it asks for it; then ask the
///    server whether it would take the job.
/// 2. Upload the workspace; what the server has already does not travel.
/// 3. Commit its manifest; what got lost meanwhile is uploaded again.
/// 4. Submit, under a key that makes a repeated call find the same job.
public final class Deployment {
  private final Project project;
  private final JobSpec spec;
  private final Map<String, Spot> written;
  private final Context context;

  /// @param provider which executor is to run it, whatever the project says
  public Deployment(Project project, Optional<String> provider, Context context) {
    this.project = project;
    this.spec = provider.map(name -> placedOn(name, project.spec())).orElse(project.spec());
    this.written = new HashMap<>(project.fields());
    provider.ifPresent(_ -> written.remove("provider"));
    this.context = context;
  }

  /// Returns the queued job, durable; says on stderr what was sent and what it sees.
  public Job submit(Connection server) throws IOException {
    Output output = context.output();
    project.notes().forEach(output::note);
    if (context.connector().elsewhere().isEmpty()) {
      new MountPlaces(home()).check(project.datasets());
    }
    new References(server).check(project.datasets());
    check(server);
    UploadResult upload = upload(server);
    ManifestSummary workspace = upload.manifest();
    long sent = upload.sent().files();
    output.note(
        title()
            + "   "
            + Amounts.files(workspace.files())
            + ", "
            + Amounts.size(workspace.bytes())
            + (sent > 0 ? ", " + Amounts.count(sent) + " new" : ""));
    Job job = server.control().submit(new SubmitRequest(key(), spec, workspace.digest()));
    output.note(job.id() + where(server));
    for (JobInput input : job.inputs()) {
      output.note(
          "  "
              + input.target()
              + "  <- "
              + input.reference()
              + "  ("
              + Amounts.files(input.manifest().files())
              + ", "
              + Amounts.size(input.manifest().bytes())
              + ", read-only)");
    }
    return job;
  }

  /// What the server refuses of a field names the line where the field was written.
  private void check(Connection server) throws IOException {
    try {
      server.control().check(spec);
    } catch (C3Exception e) {
      Optional<Spot> spot = e.field().flatMap(name -> Optional.ofNullable(written.get(name)));
      throw spot.isPresent() ? spot.get().wrong(e) : e;
    }
  }

  private UploadResult upload(Connection server) throws IOException {
    Publishing publishing =
        new Publishing(
            server,
            context,
            "stopped uploading; no job was submitted",
            "  go on   the same command sends only what has not been sent yet");
    Publishing.Sender workspace =
        Publishing.folders(List.of(OwnFolder.of(home()).leftOutOf(WorkspaceRoot.of(project))));
    return publishing.publish(workspace, key(), Optional.empty()).upload();
  }

  private Home home() {
    return Home.of(context.environment());
  }

  private String title() {
    return spec.project() + spec.name().map(name -> "-" + name).orElse("");
  }

  /// Such as ` local, 2 CPUs, up to 2 h`; the processors of a machine that has yet to show itself
  /// are left out.
  private String where(Connection server) throws IOException {
    String profile = spec.placement().hardware().orElse(HardwareProfile.DEFAULT);
    Optional<Integer> milliCpus =
        server.control().profiles().stream()
            .filter(offered -> offered.name().equals(profile))
            .findFirst()
            .flatMap(HardwareProfile::milliCpus);
    return "   "
        + spec.placement().provider().orElse(HardwareProfile.LOCAL_PROVIDER)
        + milliCpus.map(Deployment::cpus).orElse("")
        + spec.timeLimit().map(time -> ", up to " + Amounts.span(time)).orElse("");
  }

  private static String cpus(int milli) {
    return ", " + Hardware.processors(milli) + (milli == 1000 ? " CPU" : " CPUs");
  }

  private String key() {
    return Publishing.freshKey(context.environment().random());
  }

  private static JobSpec placedOn(String provider, JobSpec spec) {
    return spec.at(spec.placement().with(provider));
  }
}
