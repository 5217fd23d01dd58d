package c3.catalog.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import c3.catalog.DatasetCatalog.Dataset;
import c3.catalog.DatasetCatalog.Version;
import c3.catalog.JobCatalog;
import c3.catalog.JobCatalog.Query;
import c3.catalog.ManifestCatalog.Commit;
import c3.catalog.ManifestCatalog.Committed;
import c3.catalog.Stage;
import c3.model.AccountId;
import c3.model.AgentName;
import c3.model.DatasetName;
import c3.model.Digest;
import c3.model.Job;
import c3.model.JobEnd;
import c3.model.JobId;
import c3.model.ManifestKind;
import c3.model.ManifestSummary;
import c3.model.SessionId;
import c3.wire.Jobs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// What one account keeps, in the course of random moves: versions of datasets and artifacts of
/// jobs come and go, and have contents in common. Remembers what each manifest names, also of those
/// that a crash took back, and so knows what a catalog has to charge for those that it has.
final class ChargedHistory {
  private static final AgentName AGENT = new AgentName("local");
  private static final int BLOBS = 40;
  private static final int JOBS_SEEN = 20;

  private final RandomGenerator random;
  private final Decisive decisive;
  private final Map<Digest, int[]> contents = new HashMap<>();
  private int names;

  /// Told of the moment right before a call that keeps something or keeps it no longer.
  interface Decisive {
    void begins() throws IOException;
  }

  ChargedHistory(RandomGenerator random, Decisive decisive) {
    this.random = random;
    this.decisive = decisive;
  }

  /// Does something, if there is anything to do it to.
  void move(Stage stage) throws IOException {
    switch (random.nextInt(10)) {
      case 0, 1 -> commitVersion(stage);
      case 2 -> removeVersion(stage);
      case 3, 4, 5 -> submit(stage);
      case 6, 7 -> finish(stage);
      case 8 -> endOrAttach(stage);
      default -> removeArtifacts(stage);
    }
  }

  /// Fails unless the charge is what the manifests that are there add up to, and each job's
  /// artifacts are there with the job.
  void assertExact(Stage stage) throws IOException {
    Set<Integer> paid = new HashSet<>();
    List<ManifestSummary> ofJobs = new ArrayList<>();
    for (Committed manifest : manifests(stage)) {
      if (manifest.kind() == ManifestKind.JOB) {
        ofJobs.add(manifest.manifest());
      }
      for (int blob : Objects.requireNonNull(contents.get(manifest.manifest().digest()))) {
        paid.add(blob);
      }
    }
    long sizes = paid.stream().mapToLong(Stage::size).sum();
    assertThat(stage.catalog().manifests().chargedBytes(AccountId.LOCAL)).isEqualTo(sizes);
    assertThat(stage.catalog().manifests().recountedBytes(AccountId.LOCAL)).isEqualTo(sizes);
    List<ManifestSummary> kept =
        jobs(stage, Integer.MAX_VALUE, _ -> true).stream()
            .flatMap(job -> job.artifacts().stream())
            .toList();
    assertThat(ofJobs).containsExactlyInAnyOrderElementsOf(kept);
  }

  /// The manifests that are charged for.
  private static List<Committed> manifests(Stage stage) throws IOException {
    List<Committed> manifests = new ArrayList<>();
    stage.catalog().manifests().each(manifests::add);
    manifests.removeIf(manifest -> manifest.kind() == ManifestKind.WORKSPACE);
    return manifests;
  }

  private void commitVersion(Stage stage) throws IOException {
    Commit commit = uploaded(stage, Optional.empty());
    decisive.begins();
    stage.catalog().datasets().commit(dataset(), commit);
  }

  private void removeVersion(Stage stage) throws IOException {
    Dataset dataset = dataset();
    var datasets = stage.catalog().datasets();
    Optional<Version> version =
        any(datasets.versions(AccountId.LOCAL, dataset, Long.MAX_VALUE, Integer.MAX_VALUE));
    if (version.isPresent()) {
      decisive.begins();
      datasets.remove(AccountId.LOCAL, dataset, version.get().number());
    }
  }

  private Dataset dataset() {
    return new Dataset(Optional.empty(), new DatasetName("d" + random.nextInt(3)));
  }

  private void submit(Stage stage) throws IOException {
    names++;
    ManifestSummary workspace = stage.stored(names, blobs());
    JobId id = new JobId("job_%013d_abcdef".formatted(names));
    Job job =
        Job.submitted(
            id, Jobs.spec("digits", "train"), workspace, List.of(), stage.clock().instant());
    stage.catalog().jobs().submit(AccountId.LOCAL, "key " + names, job);
  }

  private void finish(Stage stage) throws IOException {
    Optional<Job> claimed = stage.catalog().jobs().claim(AGENT, _ -> true);
    if (claimed.isPresent()) {
      JobEnd end = JobEnd.exited(random.nextInt(2));
      keep(stage, claimed.get(), job -> job.ended(end, stage.clock().instant()));
    }
  }

  /// Ends a job without artifacts, or gives one that has ended what it left.
  private void endOrAttach(Stage stage) throws IOException {
    Optional<Job> bare =
        any(jobs(stage, JOBS_SEEN, job -> job.status().isEnd() && job.artifacts().isEmpty()));
    if (bare.isPresent() && random.nextBoolean()) {
      keep(stage, bare.get(), job -> job);
      return;
    }
    JobCatalog jobs = stage.catalog().jobs();
    Optional<Job> claimed = jobs.claim(AGENT, _ -> true);
    if (claimed.isPresent()) {
      jobs.update(claimed.get().id(), job -> job.ended(JobEnd.exited(1), stage.clock().instant()));
    }
  }

  /// What a commit does to a job beside giving it artifacts.
  private interface Change {
    Job of(Job job);
  }

  private void keep(Stage stage, Job job, Change change) throws IOException {
    Commit commit = uploaded(stage, Optional.of(job.id()));
    decisive.begins();
    stage
        .catalog()
        .jobs()
        .commit(job.id(), commit, before -> change.of(before).keeping(commit.manifest()));
  }

  private void removeArtifacts(Stage stage) throws IOException {
    Optional<Job> job = any(jobs(stage, JOBS_SEEN, found -> found.artifacts().isPresent()));
    if (job.isPresent()) {
      decisive.begins();
      stage.catalog().jobs().removeArtifacts(AccountId.LOCAL, job.get().id());
    }
  }

  private static List<Job> jobs(Stage stage, int max, Predicate<Job> which) throws IOException {
    return stage.catalog().jobs().list(AccountId.LOCAL, Query.newest(max)).stream()
        .filter(which)
        .toList();
  }

  /// Uploads some blobs and a manifest of a number that is used once, up to the commit.
  private Commit uploaded(Stage stage, Optional<JobId> job) throws IOException {
    names++;
    int[] blobs = blobs();
    SessionId session = stage.session(AccountId.LOCAL, "upload " + names, job);
    stage.put(session, blobs);
    stage.put(session, -names);
    contents.put(Stage.manifest(names).digest(), blobs);
    ManifestKind kind = job.isPresent() ? ManifestKind.JOB : ManifestKind.DATASET;
    return Stage.naming(session, kind, names, Stage.blobs(blobs));
  }

  private int[] blobs() {
    return random.ints(random.nextInt(1, 9), 1, BLOBS).distinct().toArray();
  }

  private <T> Optional<T> any(List<T> some) {
    return some.isEmpty() ? Optional.empty() : Optional.of(some.get(random.nextInt(some.size())));
  }
}
