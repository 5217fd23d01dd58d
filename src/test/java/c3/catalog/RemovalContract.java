package c3.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.Randomly;
import c3.catalog.ManifestCatalog.CommitResult.Done;
import c3.catalog.ManifestCatalog.Keeper;
import c3.catalog.ManifestCatalog.Keeper.OfJob;
import c3.catalog.ManifestCatalog.Portion;
import c3.catalog.ManifestCatalog.Share;
import c3.model.AccountId;
import c3.model.AgentName;
import c3.model.C3Exception;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.model.Job;
import c3.model.JobEnd;
import c3.model.JobId;
import c3.model.JobInput;
import c3.model.JobSpec;
import c3.model.ManifestKind;
import c3.model.ManifestSummary;
import c3.model.ProjectName;
import c3.model.SessionId;
import c3.model.Specs;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every catalog keeps of what jobs left: who uses it, what deleting it frees, and that it is
/// gone then.
public abstract class RemovalContract extends CatalogContract {
  private static final AgentName AGENT = new AgentName("local");
  private static final int WORKSPACE = 500;

  private JobCatalog jobs;
  private ManifestCatalog manifests;
  private ManifestSummary workspace;
  private int submitted;

  @BeforeEach
  void begin() throws IOException {
    jobs = stage.catalog().jobs();
    manifests = stage.catalog().manifests();
    workspace = stage.stored(WORKSPACE, 900);
  }

  @Test
  void releasesWhatOnlyTheRemovedArtifactsCharged() throws IOException {
    JobId first = left(1, 10, 11);
    left(2, 11, 12);
    assertThat(manifests.chargedBytes(AccountId.LOCAL)).isEqualTo(sizes(10, 11, 12));
    assertThat(unchargedBytes()).isEqualTo(sizes(WORKSPACE, 900));

    Job after = jobs.removeArtifacts(AccountId.LOCAL, first);

    assertThat(after.artifacts()).isEmpty();
    assertThat(after.newBytes()).contains(sizes(10, 11));
    assertThat(after.isEmptied()).isTrue();
    assertThat(jobs.find(AccountId.LOCAL, first)).contains(after);
    assertThat(manifests.chargedBytes(AccountId.LOCAL)).isEqualTo(sizes(11, 12));
    assertThat(manifests.recountedBytes(AccountId.LOCAL)).isEqualTo(sizes(11, 12));
    assertThat(manifests.find(AccountId.LOCAL, Stage.blob(-1))).isEmpty();
    assertThat(unchargedBytes()).isEqualTo(sizes(WORKSPACE, 900, 10, 1));
  }

  private long unchargedBytes() throws IOException {
    return stage.catalog().accounts().balance(AccountId.LOCAL).unchargedBytes();
  }

  @Test
  void removesASecondTimeWithoutHarm() throws IOException {
    JobId job = left(1, 10);
    left(2, 10);
    jobs.removeArtifacts(AccountId.LOCAL, job);

    jobs.removeArtifacts(AccountId.LOCAL, job);

    assertThat(manifests.chargedBytes(AccountId.LOCAL)).isEqualTo(sizes(10));
  }

  @Test
  void refusesToRemoveWhileTheJobGoesOn() throws IOException {
    JobId job = submit("digits").id();

    assertThatThrownBy(() -> jobs.removeArtifacts(AccountId.LOCAL, job))
        .isInstanceOfSatisfying(
            C3Exception.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
  }

  @Test
  void refusesToRemoveWhatIsAnotherAccounts() throws IOException {
    stage.secondAccount();
    JobId job = left(1, 10);

    assertThatThrownBy(() -> jobs.removeArtifacts(Stage.OTHER, job))
        .isInstanceOfSatisfying(
            C3Exception.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    assertThat(manifests.chargedBytes(AccountId.LOCAL)).isEqualTo(sizes(10));
  }

  @Test
  void keepsTheInputsOfAJobThatMountsWhatIsRemoved() throws IOException {
    JobId source = left(1, 10);
    JobInput input =
        new JobInput("/jobs/" + source + "/", "/data/in", Stage.manifest(1), EntryPath.ROOT);
    Job user = jobs.submit(AccountId.LOCAL, "user", job("digits", List.of(input)));

    jobs.removeArtifacts(AccountId.LOCAL, source);

    assertThat(jobs.find(AccountId.LOCAL, user.id()).orElseThrow().inputs()).containsExactly(input);
    assertThat(stage.catalog().blobs().locate(AccountId.LOCAL, Stage.blobs(10))).hasSize(1);
  }

  @Test
  void sharesAreWhatOthersDoNotHave() throws IOException {
    JobId first = left(1, 10, 11);
    JobId second = left(2, 11, 12);
    JobId third = left(3, 12, 13);

    assertThat(share(first))
        .isEqualTo(new Share(sizes(10, 11), sizes(10), List.of(new OfJob(second))));
    assertThat(share(second))
        .isEqualTo(new Share(sizes(11, 12), 0, List.of(new OfJob(third), new OfJob(first))));
    assertThat(share(first, second))
        .isEqualTo(new Share(sizes(10, 11, 12), sizes(10, 11), List.of(new OfJob(third))));
  }

  @Test
  void partsOfAManifestShareWithOtherJobsOnly() throws IOException {
    JobId first = left(1, 10, 11, 12);
    JobId other = left(2, 12);
    Portion part =
        new Portion(
            Set.of(), Set.of(new OfJob(first)), batches -> batches.accept(Stage.blobs(11, 12, 77)));

    assertThat(manifests.share(AccountId.LOCAL, part))
        .isEqualTo(new Share(sizes(11, 12), sizes(11), List.of(new OfJob(other))));
  }

  @Test
  void foreseesExactlyWhatARemovalReleases() throws IOException {
    Randomly.times(
        5,
        random -> {
          List<JobId> left = new ArrayList<>();
          for (int i = 0; i < 4; i++) {
            int[] some = IntStream.range(100, 108).filter(n -> random.nextBoolean()).toArray();
            left.add(left(10 + submitted, some));
          }
          for (JobId job : left) {
            long before = manifests.chargedBytes(AccountId.LOCAL);
            long unique = share(job).uniqueBytes();
            jobs.removeArtifacts(AccountId.LOCAL, job);
            assertThat(manifests.chargedBytes(AccountId.LOCAL)).isEqualTo(before - unique);
          }
          assertThat(manifests.recountedBytes(AccountId.LOCAL)).isZero();
        });
  }

  @Test
  void listsProjectsByNameInPages() throws IOException {
    for (String project : List.of("digits", "a-b", "zoo", "digits")) {
      submit(project);
    }

    assertThat(jobs.projects(AccountId.LOCAL, "", 2))
        .extracting(ProjectName::text)
        .containsExactly("a-b", "digits");
    assertThat(jobs.projects(AccountId.LOCAL, "digits", 2))
        .extracting(ProjectName::text)
        .containsExactly("zoo");
    assertThat(jobs.projects(Stage.OTHER, "", 2)).isEmpty();
  }

  private Share share(JobId... whole) throws IOException {
    Set<Keeper> keepers = Arrays.stream(whole).map(OfJob::new).collect(Collectors.toSet());
    return manifests.share(AccountId.LOCAL, new Portion(keepers, Set.of(), batches -> {}));
  }

  private static long sizes(int... blobs) {
    return Arrays.stream(blobs).mapToLong(Stage::size).sum();
  }

  private Job submit(String project) throws IOException {
    return jobs.submit(AccountId.LOCAL, "key " + submitted, job(project, List.of()));
  }

  private Job job(String project, List<JobInput> inputs) {
    submitted++;
    Instant now = stage.clock().instant();
    JobSpec spec = Specs.of(project, Optional.empty());
    JobId id = new JobId("job_1769999%06d_abcdef".formatted(submitted));
    return Job.submitted(id, spec, workspace, inputs, now);
  }

  /// A job that has ended and left these blobs in the manifest of that number.
  private JobId left(int manifest, int... blobs) throws IOException {
    JobId id = submit("digits").id();
    assertThat(jobs.claim(AGENT, owned -> owned.job().id().equals(id))).isPresent();
    SessionId session = stage.session(AccountId.LOCAL, "outputs of " + id, Optional.of(id));
    stage.put(session, blobs);
    stage.put(session, -manifest);
    assertThat(
            jobs.commit(
                    id,
                    Stage.naming(session, ManifestKind.JOB, manifest, Stage.blobs(blobs)),
                    job ->
                        job.ended(JobEnd.exited(0), stage.clock().instant())
                            .keeping(Stage.manifest(manifest)))
                .result())
        .isInstanceOf(Done.class);
    return id;
  }
}
