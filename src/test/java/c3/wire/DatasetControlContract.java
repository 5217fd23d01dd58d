package c3.wire;

import static c3.wire.ControlPlaneContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.model.Job;
import c3.model.JobInput;
import c3.model.JobSpec;
import c3.model.Lease;
import c3.store.BlobStore;
import c3.store.SessionRequest;
import c3.wire.message.CommitAnswer;
import c3.wire.message.CommitAnswer.Committed;
import c3.wire.message.FinishRequest;
import c3.wire.message.ListRequest;
import c3.wire.message.Listing;
import c3.wire.message.Located;
import c3.wire.message.PublishRequest;
import c3.wire.message.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every `ControlPlane` keeps of datasets.
public abstract class DatasetControlContract extends ControlContract {
  private static final String RAW = "/datasets/raw/";
  private static final String OF_PROJECT = "/projects/digits/data/raw/";

  private int keys;

  @ParameterizedTest
  @ValueSource(strings = {RAW, OF_PROJECT})
  void makesAVersionOfEachUpload(String dataset) throws IOException {
    assertThat(upload(dataset, Map.of("a", "1")).path()).contains(dataset + "@v1/");
    assertThat(upload(dataset, Map.of("a", "1", "b/c", "22")).path()).contains(dataset + "@v2/");
    assertThat(upload(dataset, Map.of("a", "1", "b/c", "22")).path()).contains(dataset + "@v2/");

    assertThat(names(dataset)).containsExactly("@v2/", "@v1/");
    assertThat(names(dataset + "@v1")).containsExactly("a");
    assertThat(names(dataset + "@latest")).containsExactly("a", "b/");
    assertThat(names(dataset + "b")).containsExactly("c");
    assertThat(listing(dataset + "@latest/b", false).path()).isEqualTo(dataset + "@v2/b/");
    assertThat(listing(dataset, true).items())
        .extracting(item -> item.name().toString())
        .containsExactly("@v2/a", "@v2/b/c", "@v1/a");
    assertThat(listing(dataset, false).items().getFirst())
        .isInstanceOfSatisfying(
            Listing.Item.Directory.class,
            version -> {
              assertThat(version.files()).contains(2L);
              assertThat(version.bytes()).contains(3L);
              assertThat(version.modified()).isPresent();
            });
  }

  @Test
  void answersARepeatedCommitTheSame() throws IOException {
    PublishRequest request = uploaded(RAW, Map.of("a", "1"));
    CommitAnswer first = world.people().publish(request);
    upload(RAW, Map.of("a", "2"));

    assertThat(world.people().publish(request)).isEqualTo(first);
    assertThat(names(RAW)).containsExactly("@v2/", "@v1/");
  }

  @Test
  void commitsToAWholeDatasetOnly() throws IOException {
    for (String path :
        List.of("/datasets/", RAW + "@v1", RAW + "@latest", RAW + "sub", "/jobs/x/", "/", "raw")) {
      assertRefused(ErrorCode.INVALID, () -> upload(path, Map.of("a", "1")));
    }
    assertThat(names("/datasets/")).isEmpty();
  }

  @Test
  void namesTheBlobsThatAVersionLacks() throws IOException {
    var session = world.blobs().open(new SessionRequest("d", Optional.empty()));
    Digest absent = Digest.of("never put".getBytes(StandardCharsets.UTF_8));

    assertThat(world.people().publish(new PublishRequest(session.id(), absent, Optional.of(RAW))))
        .isEqualTo(new CommitAnswer.BlobsLost(List.of(absent)));
    assertRefused(ErrorCode.NOT_FOUND, () -> names(RAW));
  }

  @Test
  void listsDatasetsByName() throws IOException {
    upload(RAW, Map.of("a", "1"));
    upload("/datasets/a-b", Map.of("a", "1"));
    upload(OF_PROJECT, Map.of("a", "1"));

    assertThat(names("/datasets/")).containsExactly("a-b/", "raw/");
    assertThat(names("/projects/")).containsExactly("digits/");
    assertThat(names("/projects/digits/")).containsExactly("data/", "jobs/");
    assertThat(names("/projects/digits/data/")).containsExactly("raw/");
    assertThat(names("/projects/digits/jobs/")).isEmpty();
    assertThat(listing("/", true).items())
        .extracting(item -> item.name().toString())
        .containsExactly(
            "datasets/a-b/@v1/a",
            "datasets/raw/@v1/a",
            "jobs",
            "projects/digits/data/raw/@v1/a",
            "projects/digits/jobs");
    Listing first = world.people().list(new ListRequest("/datasets/", false, EntryPath.ROOT, 1));
    assertThat(first.next()).contains(EntryPath.of("a-b"));
    assertThat(
            world
                .people()
                .list(new ListRequest("/datasets/", false, EntryPath.of("a-b"), 1))
                .next())
        .isEmpty();
  }

  @Test
  void listsVersionsInPages() throws IOException {
    for (String content : List.of("1", "2", "3")) {
      upload(RAW, Map.of("a", content));
    }

    Listing first = world.people().list(new ListRequest(RAW, false, EntryPath.ROOT, 2));
    assertThat(first.next()).contains(EntryPath.of("@v2"));
    Listing rest = world.people().list(new ListRequest(RAW, false, EntryPath.of("@v2"), 2));
    assertThat(rest.items()).extracting(item -> item.name().toString()).containsExactly("@v1");
    assertThat(rest.next()).isEmpty();
    assertRefused(
        ErrorCode.INVALID,
        () -> world.people().list(new ListRequest(RAW, false, EntryPath.of("b"), 2)));
  }

  @Test
  void locatesTheVersionThatAPathMeans() throws IOException {
    upload(RAW, Map.of("a", "1"));
    upload(RAW, Map.of("a", "2", "models/m", "3"));

    assertThat(world.people().locate(RAW).path()).isEqualTo(RAW + "@v2/");
    assertThat(world.people().locate(RAW + "@v1/a").path()).isEqualTo(RAW + "@v1/a");
    Located part = world.people().locate(RAW + "@latest/models");
    assertThat(part.path()).isEqualTo(RAW + "@v2/models/");
    assertThat(part.below()).isEqualTo(EntryPath.of("models"));
  }

  @Test
  void namesTheNearestDatasetOrVersion() throws IOException {
    assertHint("/datasets/raw/", "c3 data cp ./folder /datasets/raw/");
    upload(RAW, Map.of("train.csv", "1"));
    upload(OF_PROJECT, Map.of("a", "1"));

    assertHint("/datasets/rwa/@v1", RAW);
    assertHint("/projects/digits/data/rwa", OF_PROJECT);
    assertHint(RAW + "@v7", RAW + "@v1/");
    assertHint(RAW + "@v1/trian.csv", RAW + "@v1/train.csv");
    assertRefused(ErrorCode.NOT_FOUND, () -> names("/projects/digit/data/raw/"));
  }

  private void assertHint(String path, String hint) {
    assertThatThrownBy(() -> listing(path, false))
        .isInstanceOfSatisfying(
            C3Exception.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND);
              assertThat(e.hint()).contains(hint);
            });
  }

  @Test
  void showsStrangersNothing() throws IOException {
    upload(RAW, Map.of("a", "1"));
    upload(OF_PROJECT, Map.of("a", "1"));

    assertThat(world.strangers().list(new ListRequest("/datasets/", false, EntryPath.ROOT, 9)))
        .extracting(Listing::items)
        .isEqualTo(List.of());
    for (String path : List.of(RAW, RAW + "@v1/", OF_PROJECT, "/projects/digits/data/")) {
      assertRefused(
          ErrorCode.NOT_FOUND,
          () -> world.strangers().list(new ListRequest(path, false, EntryPath.ROOT, 9)));
    }
    assertRefused(ErrorCode.NOT_FOUND, () -> world.strangers().locate(RAW));
    assertRefused(ErrorCode.NOT_FOUND, () -> world.strangers().remove(RAW, false));
    assertRefused(ErrorCode.NOT_FOUND, () -> world.strangers().usage(List.of(RAW)));
    assertThat(names(RAW)).containsExactly("@v1/");
  }

  @Test
  void mountsTheVersionThatWasThereWhenAJobWasSubmitted() throws IOException {
    upload(RAW, Map.of("models/a", "1", "b", "2"));
    upload(OF_PROJECT, Map.of("c", "3"));
    Located first = world.people().locate(RAW + "models");

    Job job =
        jobs.submit(
            "digits",
            "train",
            new JobSpec.Mount(RAW + "models", "data/a"),
            new JobSpec.Mount("/projects/digits/data/raw", "data/b"));
    upload(RAW, Map.of("models/a", "other"));
    world.people().remove(RAW + "@v1", false);

    assertThat(world.people().find(job.id().text()).inputs())
        .containsExactly(
            new JobInput(RAW + "@v1/models", "data/a", first.manifest(), EntryPath.of("models")),
            new JobInput(
                OF_PROJECT + "@v1/",
                "data/b",
                world.people().locate(OF_PROJECT).manifest(),
                EntryPath.ROOT));
    Lease lease = jobs.poll(1).assigned().getFirst().lease();
    assertThat(lease.job()).isEqualTo(job.id());
    Digest content = Digest.of("1".getBytes(StandardCharsets.UTF_8));
    try (InputStream bytes = world.agentBlobs().read(content, BlobStore.Range.ALL)) {
      assertThat(bytes.readAllBytes()).isEqualTo("1".getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void countsWhatDatasetsTakeUp() throws IOException {
    upload(RAW, Map.of("a", "333", "b", "4444"));
    upload(RAW, Map.of("a", "333", "c", "55555"));
    upload(OF_PROJECT, Map.of("c", "55555"));
    Job job = jobs.succeeded("other", "n", Map.of("b", "4444"));
    String left = "/jobs/" + job.id() + "/";
    String ofProject = OF_PROJECT + "@v1/";

    assertThat(usage(RAW)).isEqualTo(new Usage(4, 15, 12, 3, List.of(left, ofProject)));
    assertThat(usage(RAW + "@v1")).isEqualTo(new Usage(2, 7, 7, 0, List.of(left, RAW + "@v2/")));
    assertThat(usage(RAW + "@v1/a")).isEqualTo(new Usage(1, 3, 3, 0, List.of(RAW + "@v2/")));
    assertThat(usage("/datasets/")).isEqualTo(usage(RAW));
    assertThat(usage("/projects/digits/data/", ofProject))
        .isEqualTo(new Usage(1, 5, 5, 0, List.of(RAW + "@v2/")));
    assertThat(usage("/projects/"))
        .isEqualTo(new Usage(2, 9, 9, 0, List.of(RAW + "@v2/", RAW + "@v1/")));
    assertThat(usage()).isEqualTo(new Usage(6, 24, 12, 12, List.of()));
    assertThat(usage(RAW, RAW + "@v1", RAW + "@v2/c", "/")).isEqualTo(usage());
  }

  @Test
  void removesAVersionForGood() throws IOException {
    upload(RAW, Map.of("a", "333", "b", "4444"));
    upload(RAW, Map.of("a", "333"));
    Usage going = new Usage(2, 7, 7, 4, List.of(RAW + "@v2/"));

    assertThat(world.people().remove(RAW + "@v1", true)).isEqualTo(going);
    assertThat(names(RAW)).hasSize(2);
    assertThat(world.people().remove(RAW + "@v1", false)).isEqualTo(going);
    assertThat(world.people().remove(RAW + "@v1", false)).isEqualTo(Usage.NOTHING);
    assertThat(names(RAW)).containsExactly("@v2/");
    assertThat(usage()).isEqualTo(new Usage(1, 3, 3, 3, List.of()));
    assertRefused(ErrorCode.NOT_FOUND, () -> world.people().remove(RAW + "@v3", true));
    assertRefused(ErrorCode.INVALID, () -> world.people().remove(RAW + "@v2/a", true));
    assertRefused(ErrorCode.INVALID, () -> world.people().remove("/datasets/", true));

    world.people().remove(RAW + "@latest", false);
    assertThat(names("/datasets/")).isEmpty();
    assertThat(upload(RAW, Map.of("a", "333")).path()).contains(RAW + "@v3/");
  }

  @Test
  void removesADatasetWithAllItsVersions() throws IOException {
    upload(RAW, Map.of("a", "333", "b", "4444"));
    upload(RAW, Map.of("a", "333"));
    upload(OF_PROJECT, Map.of("a", "333"));
    Usage going = new Usage(3, 10, 7, 4, List.of(OF_PROJECT + "@v1/"));

    assertThat(world.people().remove(RAW, true)).isEqualTo(going);
    assertThat(world.people().remove(RAW, false)).isEqualTo(going);
    assertThat(world.people().remove(RAW, false)).isEqualTo(Usage.NOTHING);
    assertThat(names("/datasets/")).isEmpty();
    assertThat(names(OF_PROJECT)).containsExactly("@v1/");
    assertRefused(ErrorCode.NOT_FOUND, () -> world.people().remove("/datasets/other", false));
  }

  private PublishRequest uploaded(String dataset, Map<String, String> files) throws IOException {
    keys++;
    FinishRequest.Artifacts upload =
        SmallUpload.upload(
            world.blobs(), new SessionRequest("dataset " + keys, Optional.empty()), files);
    return new PublishRequest(upload.session(), upload.manifest(), Optional.of(dataset));
  }

  private Committed upload(String dataset, Map<String, String> files) throws IOException {
    return (Committed) world.people().publish(uploaded(dataset, files));
  }

  private Usage usage(String... paths) throws IOException {
    return world.people().usage(List.of(paths));
  }

  private Listing listing(String path, boolean recursive) throws IOException {
    return world.people().list(new ListRequest(path, recursive, EntryPath.ROOT, 1_000));
  }

  private List<String> names(String path) throws IOException {
    return listing(path, false).items().stream()
        .map(item -> item.name() + (item instanceof Listing.Item.Directory ? "/" : ""))
        .toList();
  }
}
