package c3.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.model.Hardware.Bounding;
import c3.model.JobBounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which cgroups are made where, on machines that are only folders.
class CgroupsTest {
  private static final JobBounds BOTH =
      new JobBounds(OptionalInt.of(1500), OptionalLong.of(200_000_000), OptionalInt.empty());
  private static final String NAME = "c3-0123456789ab";

  @TempDir Path root;
  private FakeKernel kernel;

  @BeforeEach
  void begin() throws IOException {
    kernel = new FakeKernel(root);
  }

  private Cgroups open() throws IOException, InterruptedException {
    return Cgroups.open(root, NAME, root.resolve("ledger"), kernel);
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file).strip();
  }

  @Test
  void boundsInVersionOneWithOneCgroupForEachController() throws Exception {
    Path memory = kernel.v1("memory", "/box/agent");
    Path cpu = kernel.v1("cpu,cpuacct", "/");
    Cgroups cgroups = open();

    List<Cgroup> made = cgroups.make("job_1", BOTH);

    assertThat(cgroups.bounding()).isEqualTo(new Bounding(true, true, ""));
    Path inMemory = memory.resolve(NAME).resolve("job_1");
    Path inCpu = cpu.resolve(NAME).resolve("job_1");
    assertThat(made).extracting(Cgroup::folder).containsExactly(inMemory, inCpu);
    assertThat(text(inMemory.resolve("memory.limit_in_bytes"))).isEqualTo("200000000");
    assertThat(text(inCpu.resolve("cpu.cfs_period_us"))).isEqualTo("100000");
    assertThat(text(inCpu.resolve("cpu.cfs_quota_us"))).isEqualTo("150000");
  }

  @Test
  void leavesNoFolderWhenTheAgentEndsUnlessAJobIsInIt() throws Exception {
    Path memory = kernel.v1("memory", "/box/agent");
    Cgroups idle = open();
    assertThat(memory.resolve(NAME)).isDirectory();

    idle.close();

    assertThat(memory.resolve(NAME)).doesNotExist();
    Cgroups busy = open();
    List<Cgroup> job = busy.make("job_1", BOTH);
    busy.close();
    assertThat(job.getFirst().folder()).isDirectory();
  }

  @Test
  void leavesAJobThatIsJustBeginningToTheNextAgentWhenTheAgentEnds() throws Exception {
    Path memory = kernel.v1("memory", "/box/agent");
    Cgroups cgroups = open();
    cgroups.close();

    assertThatThrownBy(() -> cgroups.make("job_1", BOTH)).isInstanceOf(InterruptedException.class);

    assertThat(memory.resolve(NAME)).doesNotExist();
  }

  @Test
  void boundsInVersionTwoWithOneCgroup() throws Exception {
    Path own = kernel.v2("cpuset cpu memory pids", "/user/agent");
    Cgroups cgroups = open();

    List<Cgroup> made = cgroups.make("job_1", BOTH);

    assertThat(cgroups.bounding()).isEqualTo(new Bounding(true, true, ""));
    Path folder = own.resolve(NAME).resolve("job_1");
    assertThat(made).extracting(Cgroup::folder).containsExactly(folder);
    assertThat(text(folder.resolve("memory.max"))).isEqualTo("200000000");
    assertThat(text(folder.resolve("memory.oom.group"))).isEqualTo("1");
    assertThat(text(folder.resolve("cpu.max"))).isEqualTo("150000 100000");
  }

  @Test
  void usesEachVersionForWhatItHas() throws Exception {
    kernel.v2("hugetlb cpu", "/");
    Path memory = kernel.v1("memory", "/");

    List<Cgroup> made = open().make("job_1", BOTH);

    assertThat(made)
        .extracting(Cgroup::kind)
        .containsExactly(CgroupKind.MEMORY_V1, CgroupKind.UNIFIED);
    assertThat(made.getFirst().folder()).isEqualTo(memory.resolve(NAME).resolve("job_1"));
  }

  @Test
  void goesUpToTheNearestCgroupThatItMayWrite() throws Exception {
    Path own = kernel.v1("memory", "/box/agent");
    kernel.close(own);

    Cgroups cgroups = open();

    assertThat(cgroups.make("job_1", BOTH))
        .extracting(Cgroup::folder)
        .containsExactly(own.resolveSibling(NAME).resolve("job_1"));
    assertThat(cgroups.bounding().cpus()).isFalse();
    assertThat(cgroups.bounding().memory()).isTrue();
  }

  @Test
  void boundsNothingWhereNoCgroupCanBeWritten() throws Exception {
    Path own = kernel.v1("memory", "/box");
    kernel.close(own);
    kernel.close(root.resolve("sys/fs/cgroup/memory"));

    Cgroups cgroups = open();

    assertThat(cgroups.bounding())
        .isEqualTo(new Bounding(false, false, "the agent may write to no cgroup that bounds it"));
    assertThat(cgroups.make("job_1", BOTH)).isEmpty();
  }

  @Test
  void findsItsPlaceInAContainerThatSeesOnlyAPartOfTheTree() throws Exception {
    kernel.mount("/docker/abc", "/sys/fs/cgroup/memory", "cgroup cgroup rw,memory");
    Path own = kernel.v1("memory", "/inner");
    Files.writeString(root.resolve("proc/self/cgroup"), "3:memory:/docker/abc/inner\n");

    assertThat(open().make("job_1", BOTH))
        .extracting(Cgroup::folder)
        .containsExactly(own.resolve(NAME).resolve("job_1"));
  }

  @Test
  void makesNothingForAJobWithoutBounds() throws Exception {
    kernel.v1("memory", "/");

    assertThat(open().make("job_1", JobBounds.NONE)).isEmpty();
  }

  @Test
  void knowsThatTheMemoryOfAllWasTooMuch() throws Exception {
    kernel.v1("memory", "/");
    Cgroup cgroup = open().make("job_1", BOTH).getFirst();

    assertThat(cgroup.isOutOfMemory()).isFalse();
    Files.writeString(
        cgroup.folder().resolve("memory.oom_control"),
        "oom_kill_disable 0\nunder_oom 0\noom_kill 1\n");
    Files.writeString(cgroup.folder().resolve("memory.max_usage_in_bytes"), "100000000\n");
    assertThat(cgroup.isOutOfMemory()).as("the machine was short of memory").isFalse();
    Files.writeString(cgroup.folder().resolve("memory.max_usage_in_bytes"), "199999488\n");
    assertThat(cgroup.isOutOfMemory()).isTrue();
  }

  @Test
  void looksWhatBecameOfAContainerThroughItsFirstProcess() throws Exception {
    kernel.v1("memory", "/agent");
    Path container = Files.createDirectories(root.resolve("sys/fs/cgroup/memory/engine/1"));
    Files.writeString(container.resolve("memory.limit_in_bytes"), "200000000\n");
    Files.writeString(container.resolve("memory.max_usage_in_bytes"), "200000000\n");
    Files.writeString(container.resolve("memory.oom_control"), "oom_kill 1\n");
    Files.createDirectories(root.resolve("proc/77"));
    Files.writeString(root.resolve("proc/77/cgroup"), "3:memory:/engine/1\n");
    AtomicReference<OptionalLong> first = new AtomicReference<>(OptionalLong.empty());
    JobCgroups cgroups = open().foreign(first::get);

    assertThat(cgroups.doors()).isEmpty();
    assertThat(cgroups.isOutOfMemory()).as("it has not begun").isFalse();
    first.set(OptionalLong.of(77));
    assertThat(cgroups.isOutOfMemory()).isTrue();
    cgroups.end();
    assertThat(container).exists();
  }

  @Test
  void knowsItInVersionTwo() throws Exception {
    kernel.v2("cpu memory", "/");
    Cgroup cgroup = open().make("job_1", BOTH).getFirst();
    Path events = cgroup.folder().resolve("memory.events");

    Files.writeString(events, "low 0\nhigh 0\nmax 0\noom 0\noom_kill 1\noom_group_kill 0\n");
    assertThat(cgroup.isOutOfMemory()).isFalse();
    Files.writeString(events, "low 0\nhigh 0\nmax 12\noom 1\noom_kill 1\noom_group_kill 1\n");
    assertThat(cgroup.isOutOfMemory()).isTrue();
  }

  @Test
  void sweepsWhatAnEarlierAgentLeftAlsoWhereItWasItself() throws Exception {
    Path memory = kernel.v1("memory", "/session-1");
    Path left = open().make("job_1", BOTH).getFirst().folder();
    Path strangers = Files.createDirectories(memory.resolve("c3-another/job_1"));
    Files.writeString(root.resolve("proc/self/cgroup"), "3:memory:/\n");

    Cgroups next = open();

    assertThat(left).doesNotExist();
    assertThat(left.getParent()).doesNotExist();
    assertThat(strangers).exists();
    assertThat(next.make("job_2", BOTH).getFirst().folder())
        .isEqualTo(memory.resolveSibling(NAME).resolve("job_2"));
  }

  @Test
  void reportsTheLeastThatAnyCgroupAboveAllows() throws Exception {
    Path own = kernel.v1("memory", "/box/agent");
    Files.writeString(own.resolve("memory.limit_in_bytes"), "9223372036854771712\n");
    Files.writeString(own.resolveSibling("memory.limit_in_bytes"), "4096\n");

    assertThat(open().ownMemoryBound()).hasValue(4096);
    assertThat(NoCgroups.in(root).ownMemoryBound()).isEmpty();
  }
}
