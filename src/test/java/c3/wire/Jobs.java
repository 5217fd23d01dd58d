package c3.wire;

import c3.model.AgentName;
import c3.model.Digest;
import c3.model.Job;
import c3.model.JobEnd;
import c3.model.JobSpec;
import c3.model.JobState;
import c3.model.Lease;
import c3.model.MountSupport;
import c3.model.Specs;
import c3.store.SessionRequest;
import c3.wire.message.CommitAnswer;
import c3.wire.message.FinishAnswer;
import c3.wire.message.FinishRequest;
import c3.wire.message.PollAnswer;
import c3.wire.message.PollRequest;
import c3.wire.message.PublishRequest;
import c3.wire.message.SubmitRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The moves that tests of a control plane make with jobs.
public final class Jobs {
  private final ControlWorld world;
  private int keys;

  public Jobs(ControlWorld world) {
    this.world = world;
  }

  /// What a job is, in tests.
  public static JobSpec spec(String project, String name, JobSpec.Mount... mounts) {
    return Specs.of(project, Optional.of(name), mounts);
  }

  /// An uploaded and committed workspace.
  public Digest workspace() throws IOException {
    keys++;
    FinishRequest.Artifacts upload =
        SmallUpload.upload(
            world.blobs(),
            new SessionRequest("workspace " + keys, Optional.empty()),
            Map.of("run.sh", "echo hello\n"));
    CommitAnswer answer =
        world.people().publish(new PublishRequest(upload.session(), upload.manifest()));
    return ((CommitAnswer.Committed) answer).manifest().digest();
  }

  /// A submitted job.
  public Job submit(String project, String name, JobSpec.Mount... mounts) throws IOException {
    keys++;
    return world
        .people()
        .submit(new SubmitRequest("key " + keys, spec(project, name, mounts), workspace()));
  }

  /// A submitted job of some project.
  public Job submit() throws IOException {
    return submit("digits", "train");
  }

  /// The agent asks, and does not wait.
  public PollAnswer poll(int freeSlots, Lease... holding) throws IOException {
    return world.agent().poll(asking(ControlWorld.AGENT, freeSlots, List.of(holding)));
  }

  /// What an agent that can mount anything asks that does not wait.
  public static PollRequest asking(AgentName agent, int freeSlots, List<Lease> holding) {
    return new PollRequest(
        agent, holding, freeSlots, MountSupport.ANY, Optional.empty(), Set.of(), Duration.ZERO);
  }

  /// A submitted job that the agent has claimed and not acknowledged.
  public Lease claimed() throws IOException {
    Job job = submit();
    PollAnswer answer = poll(1);
    Job assigned = answer.assigned().getFirst();
    if (!assigned.id().equals(job.id())) {
      throw new AssertionError("another job was waiting: " + assigned);
    }
    return assigned.lease();
  }

  /// A job whose script runs.
  public Lease running() throws IOException {
    Lease lease = claimed();
    world.agent().state(lease, new JobState.Staging());
    world.agent().state(lease, new JobState.Running());
    return lease;
  }

  /// A job whose script has ended, and whose artifacts are on their way.
  public Lease uploading(JobEnd expected) throws IOException {
    Lease lease = running();
    world.agent().state(lease, new JobState.Uploading(expected));
    return lease;
  }

  /// Uploads what a job left.
  public FinishRequest.Artifacts upload(Lease lease, Map<String, String> files) throws IOException {
    keys++;
    return SmallUpload.upload(
        world.agentBlobs(), new SessionRequest("artifacts " + keys, Optional.of(lease)), files);
  }

  /// Uploads and ends a job.
  public FinishAnswer finish(Lease lease, JobEnd end, Map<String, String> files)
      throws IOException {
    return world.agent().finish(new FinishRequest(lease, end, Optional.of(upload(lease, files))));
  }

  /// A job that has succeeded, with these files.
  public Job succeeded(Map<String, String> files) throws IOException {
    return succeeded("digits", "train", files);
  }

  /// A job of this project and name that has succeeded, with these files.
  public Job succeeded(String project, String name, Map<String, String> files) throws IOException {
    submit(project, name);
    Lease lease = poll(1).assigned().getFirst().lease();
    world.agent().state(lease, new JobState.Staging());
    return recorded(finish(lease, JobEnd.exited(0), files));
  }

  /// The job of an answer that must be one.
  public static Job recorded(FinishAnswer answer) {
    return ((FinishAnswer.Recorded) answer).job();
  }
}
