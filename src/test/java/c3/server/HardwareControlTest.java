package c3.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import c3.model.AgentName;
import c3.model.C3Exception;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.model.FailureReason;
import c3.model.Hardware;
import c3.model.HardwareProfile;
import c3.model.Job;
import c3.model.JobBounds;
import c3.model.JobEnd;
import c3.model.JobSpec;
import c3.model.JobSpec.Placement;
import c3.model.JobState;
import c3.model.JobStatus;
import c3.model.Lease;
import c3.model.MountSupport;
import c3.model.Software;
import c3.project.ProfilesFile;
import c3.wire.ControlWorld;
import c3.wire.Jobs;
import c3.wire.message.FinishRequest;
import c3.wire.message.PollRequest;
import c3.wire.message.SubmitRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What jobs can ask for by name, and what becomes of those that ask for more than there is.
class HardwareControlTest {
  private static final long GB = 1_000_000_000;
  private static final Hardware.Bounding ALL = new Hardware.Bounding(true, true, "");
  private static final Hardware PLAIN = new Hardware(4, 8 * GB, List.of(), ALL);
  private static final Hardware TWO_GPUS =
      new Hardware(
          4, 8 * GB, List.of(new Hardware.Gpu(0, "A", GB), new Hardware.Gpu(1, "A", GB)), ALL);

  @TempDir Path folder;
  @AutoClose private ServerWorld world;
  private Jobs jobs;
  private int keys;

  @BeforeEach
  void begin() throws IOException {
    world = new ServerWorld(folder);
    jobs = new Jobs(world);
    Files.writeString(
        folder.resolve(ProfilesFile.NAME),
        "small: {cpus: 1, memory: 2GB}\nhuge: {memory: 1TB}\ngpu: {gpus: 1}\n");
  }

  private List<Job> poll(Hardware hardware, int slots, Lease... holding) throws IOException {
    return poll(
        new PollRequest(
            ControlWorld.AGENT,
            List.of(holding),
            slots,
            MountSupport.ANY,
            Optional.of(hardware),
            Set.of(),
            Duration.ZERO));
  }

  /// An agent of this name with one slot and these programs.
  private List<Job> poll(String name, Hardware hardware, String... tools) throws IOException {
    return poll(
        new PollRequest(
            new AgentName(name),
            List.of(),
            1,
            MountSupport.ANY,
            Optional.of(hardware),
            Set.of(tools),
            Duration.ZERO));
  }

  private List<Job> poll(PollRequest request) throws IOException {
    return world.agent(request.agent()).poll(request).assigned();
  }

  private Job submit(Placement placement) throws IOException {
    return submit(Jobs.spec("digits", "train").at(placement));
  }

  private Job submit(JobSpec spec) throws IOException {
    return world.people().submit(new SubmitRequest("key " + keys++, spec, jobs.workspace()));
  }

  private static Placement asking(String hardware) {
    return new Placement(
        Optional.empty(), Optional.of(hardware), true, Optional.empty(), JobBounds.NONE);
  }

  private C3Exception refused(Placement placement) {
    return catchThrowableOfType(C3Exception.class, () -> submit(placement));
  }

  @Test
  void listsTheWholeMachineFirstAndThenWhatHasAName() throws IOException {
    poll(PLAIN, 0);

    List<HardwareProfile> profiles = world.people().profiles();

    assertThat(profiles)
        .extracting(HardwareProfile::name)
        .containsExactly("local", "small", "huge", "gpu");
    assertThat(profiles.getFirst())
        .isEqualTo(
            new HardwareProfile(
                "local", "local", JobBounds.NONE, Optional.of(PLAIN), Optional.empty()));
    assertThat(profiles.get(2).missing())
        .contains("needs 1.0 TB of memory, and the machine has 8.0 GB");
    assertThat(profiles.get(3).missing()).contains("needs 1 GPU, and the machine has no GPU");
  }

  @Test
  void listsNothingAsAvailableWhileNoAgentIsThere() throws IOException {
    assertThat(world.people().profiles())
        .allSatisfy(profile -> assertThat(profile.missing()).contains("no agent is there"));
  }

  @Test
  void givesAJobTheBoundsThatItsProfileHasWhenItIsSubmitted() throws IOException {
    JobBounds mine =
        new JobBounds(OptionalInt.empty(), OptionalLong.of(7 * GB), OptionalInt.empty());
    Job small = submit(asking("small").within(mine));
    Job whole = submit(Placement.ANYWHERE.within(mine));
    Files.delete(folder.resolve(ProfilesFile.NAME));

    assertThat(world.people().find(small.id().text()).spec().placement().bounds())
        .isEqualTo(
            new JobBounds(OptionalInt.of(1000), OptionalLong.of(2 * GB), OptionalInt.empty()));
    assertThat(whole.spec().placement().bounds()).isEqualTo(JobBounds.NONE);
  }

  @Test
  void refusesAProfileThatIsNotThereAndNamesTheNearest() {
    C3Exception refusal = refused(asking("smal"));

    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID);
    assertThat(refusal)
        .hasMessage("there is no hardware `smal` here; there is: local, small, huge, gpu");
    assertThat(refusal.hint()).contains("hardware: small");
  }

  @Test
  void refusesWhatNoMachineHasAndSaysWhatCanRun() throws IOException {
    poll(PLAIN, 1);

    assertThat(refused(asking("huge")))
        .hasMessage(
            "hardware `huge` needs 1.0 TB of memory, and the machine has 8.0 GB; "
                + "what can run here: local, small");
    assertThat(refused(asking("gpu")))
        .hasMessageContaining("`gpu` needs 1 GPU, and the machine has no GPU");
  }

  @Test
  void refusesBoundsThatTheMachineCannotEnforce() throws IOException {
    Hardware.Bounding none = new Hardware.Bounding(false, false, "no cgroup can be written");
    poll(new Hardware(4, 8 * GB, List.of(), none), 1);

    assertThat(refused(asking("small")))
        .hasMessage(
            "hardware `small` bounds memory, which the machine cannot: no cgroup can be written; "
                + "what can run here: local");
    assertThat(submit(Placement.ANYWHERE).status()).isEqualTo(JobStatus.PENDING);
  }

  @Test
  void namesTheLineOfAProfileThatMakesNoSense() throws IOException {
    Files.writeString(folder.resolve(ProfilesFile.NAME), "small: {cpu: 1}\n");

    assertThat(refused(asking("small"))).hasMessageContaining("(profiles.yaml, line 1)");
    assertThat(catchThrowableOfType(C3Exception.class, () -> world.people().profiles()))
        .hasMessageContaining("(profiles.yaml, line 1)");
  }

  @Test
  void assignsNoMoreGpusThanAreFree() throws IOException {
    poll(TWO_GPUS, 1);
    submit(asking("gpu"));
    submit(asking("gpu"));
    Job third = submit(asking("gpu"));
    Job plain = submit(Placement.ANYWHERE);

    List<Job> assigned = poll(TWO_GPUS, 4);

    assertThat(assigned).hasSize(3).extracting(Job::id).contains(plain.id());
    Lease first = assigned.getFirst().lease();
    Lease[] holding = assigned.stream().map(Job::lease).toArray(Lease[]::new);
    assertThat(poll(TWO_GPUS, 4, holding)).isEmpty();
    world.agent().state(first, new JobState.Staging());
    world.agent().finish(new FinishRequest(first, JobEnd.exited(1)));
    assertThat(poll(TWO_GPUS, 4, holding[1], holding[2]))
        .extracting(Job::id)
        .containsExactly(third.id());
  }

  @Test
  void failsAtOnceWhatWouldHaveToWaitAndWillNot() throws IOException {
    Placement now =
        new Placement(Optional.empty(), Optional.empty(), false, Optional.empty(), JobBounds.NONE);

    C3Exception nobody = refused(now);
    assertThat(nobody.code()).isEqualTo(ErrorCode.CONFLICT);
    assertThat(nobody.hint()).contains("on_unavailable: wait");
    assertThat(nobody.field()).contains("capacity.on_unavailable");
    poll(PLAIN, 1);
    assertThat(submit(now).status()).isEqualTo(JobStatus.PENDING);
    assertThat(refused(now).code()).isEqualTo(ErrorCode.CONFLICT);
    poll(PLAIN, 0);
    assertThat(refused(now)).hasMessageContaining("nothing can run it now");
  }

  private static JobSpec python(Placement placement) {
    return needing(new Software.Python(EntryPath.ROOT), placement);
  }

  private static JobSpec needing(Software software, Placement placement) {
    JobSpec plain = Jobs.spec("digits", "train");
    return new JobSpec(
        plain.project(),
        plain.name(),
        plain.command(),
        plain.directory(),
        plain.outputs(),
        plain.mounts(),
        plain.timeLimit(),
        plain.environment(),
        placement,
        Optional.of(software));
  }

  @Test
  void givesAJobThatNeedsAProgramToAnAgentThatHasIt() throws IOException {
    poll("without", PLAIN);
    poll("with", PLAIN, Software.Python.UV);
    Job job = submit(python(Placement.ANYWHERE));

    assertThat(poll("without", PLAIN)).isEmpty();
    assertThat(poll("with", PLAIN, Software.Python.UV))
        .extracting(Job::id)
        .containsExactly(job.id());
  }

  @Test
  void refusesAnImageWhereNoMachineHasAnEngine() throws IOException {
    JobSpec image = needing(new Software.Container("debian", false), Placement.ANYWHERE);
    assertThat(submit(image).status()).as("no agent yet").isEqualTo(JobStatus.PENDING);
    poll("plain", PLAIN, Software.Python.UV);

    C3Exception refusal = catchThrowableOfType(C3Exception.class, () -> submit(image));

    assertThat(refusal)
        .hasMessage("`docker.image` needs podman or docker, and no machine here has either");
    assertThat(refusal.hint()).contains("install podman");
    poll("able", PLAIN, Software.Container.ENGINE);
    assertThat(submit(image).status()).isEqualTo(JobStatus.PENDING);
  }

  @Test
  void refusesAnImageThatNeedsAGpuWhereNoMachineHasOne() throws IOException {
    JobSpec image = needing(new Software.Container("debian", true), Placement.ANYWHERE);
    poll("plain", PLAIN, Software.Container.ENGINE);

    C3Exception refusal = catchThrowableOfType(C3Exception.class, () -> submit(image));

    assertThat(refusal)
        .hasMessage("`docker.requires_accelerator: cuda` needs a GPU, and no machine here has one");
    assertThat(refusal.hint()).contains("requires_accelerator: none");
    assertThat(refusal.field()).contains("docker.requires_accelerator");
    poll("gpus", TWO_GPUS, Software.Container.ENGINE);
    Job job = submit(image);
    assertThat(poll("plain", PLAIN, Software.Container.ENGINE)).isEmpty();
    assertThat(poll("gpus", TWO_GPUS, Software.Container.ENGINE))
        .extracting(Job::id)
        .containsExactly(job.id());
  }

  @Test
  void givesAJobThatNobodyCanRunToWhoeverAsksSoThatItSaysWhy() throws IOException {
    poll("gpus", TWO_GPUS, Software.Python.UV);
    Job job = submit(python(asking("gpu")));
    world.pass(Duration.ofMinutes(2));

    assertThat(poll("gpus", TWO_GPUS)).extracting(Job::id).containsExactly(job.id());
  }

  @Test
  void endsAJobThatHasWaitedAsLongAsItWould() throws IOException {
    Placement patient =
        new Placement(
            Optional.empty(),
            Optional.empty(),
            true,
            Optional.of(Duration.ofMinutes(2)),
            JobBounds.NONE);
    Job job = submit(patient);
    Job endless = submit(Placement.ANYWHERE);
    world.tick();

    world.pass(Duration.ofSeconds(119));
    assertThat(world.people().find(job.id().text()).status()).isEqualTo(JobStatus.PENDING);
    world.pass(Duration.ofSeconds(1));

    JobState ended = world.people().find(job.id().text()).state();
    assertThat(ended)
        .isInstanceOfSatisfying(
            JobState.Ended.class,
            state -> {
              assertThat(state.end().reason()).contains(FailureReason.LAUNCH_ERROR);
              assertThat(state.end().message())
                  .isEqualTo("nothing could run it within 2 min (capacity.max_wait_minutes)");
            });
    assertThat(world.people().find(endless.id().text()).status()).isEqualTo(JobStatus.PENDING);
  }
}
