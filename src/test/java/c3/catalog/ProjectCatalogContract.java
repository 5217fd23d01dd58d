package c3.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.catalog.DatasetCatalog.Dataset;
import c3.catalog.DatasetCatalog.VersionCommit;
import c3.catalog.JobCatalog.Owned;
import c3.catalog.JobCatalog.Query;
import c3.catalog.ManifestCatalog.CommitResult.Lost;
import c3.catalog.ProjectCatalog.Access;
import c3.model.AccountId;
import c3.model.AccountName;
import c3.model.C3Exception;
import c3.model.DatasetName;
import c3.model.Digest;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.model.Job;
import c3.model.JobId;
import c3.model.JobInput;
import c3.model.JobSpec;
import c3.model.JobStatus;
import c3.model.ManifestKind;
import c3.model.ManifestSummary;
import c3.model.Member;
import c3.model.Membership;
import c3.model.ProjectName;
import c3.model.Role;
import c3.model.SessionId;
import c3.model.Specs;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every `ProjectCatalog` keeps, and what the rest of a catalog makes of it: the local account
/// owns a project with one dataset, and the other account is a stranger until it is shared.
public abstract class ProjectCatalogContract extends CatalogContract {
  private static final AccountId OWNER = AccountId.LOCAL;
  private static final AccountName LOCAL = new AccountName("local");
  private static final AccountName OTHER_NAME = new AccountName("other");
  private static final AccountId OTHER = Stage.OTHER;
  private static final ProjectName DIGITS = new ProjectName("digits");
  private static final ProjectName SAID = new ProjectName("local.digits");
  private static final Dataset IMAGES = new Dataset(Optional.of(DIGITS), new DatasetName("images"));

  private Catalog catalog;
  private ProjectCatalog projects;
  private int workspaces;

  @BeforeEach
  void begin() throws IOException {
    catalog = stage.catalog();
    projects = catalog.projects();
    stage.secondAccount();
    version(OWNER, OWNER, IMAGES, 1, 10, 11);
  }

  /// A version of a dataset of `owner`, uploaded by `by`: the manifest of that number, naming
  /// blobs.
  private VersionCommit version(
      AccountId by, AccountId owner, Dataset dataset, int manifest, int... blobs)
      throws IOException {
    SessionId session = stage.session(by, "data " + manifest, Optional.empty());
    stage.put(session, blobs);
    stage.put(session, -manifest);
    return commit(session, owner, dataset, manifest, blobs);
  }

  private VersionCommit commit(
      SessionId session, AccountId owner, Dataset dataset, int manifest, int... blobs)
      throws IOException {
    return catalog
        .datasets()
        .commit(
            owner,
            dataset,
            Stage.naming(session, ManifestKind.DATASET, manifest, Stage.blobs(blobs)));
  }

  private Job job(int number, int manifest, AccountId by, JobInput... inputs) throws IOException {
    workspaces++;
    SessionId session = stage.session(by, "workspace " + workspaces, Optional.empty());
    stage.put(session, -manifest);
    catalog.manifests().commit(Stage.naming(session, ManifestKind.WORKSPACE, manifest, List.of()));
    JobSpec spec = Specs.of(DIGITS.text(), Optional.of("train"));
    return Job.submitted(
        new JobId("job_%013d_abcdef".formatted(number)),
        spec,
        Stage.manifest(manifest),
        List.of(inputs),
        stage.clock().instant());
  }

  private void share(Role role) throws IOException {
    projects.share(OWNER, DIGITS, OTHER, role);
  }

  private static void assertMissing(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            C3Exception.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  @Test
  void aProjectThatIsNamedAloneIsOnesOwnWhatElseIsShared() throws IOException {
    share(Role.WRITER);

    assertThat(projects.find(OTHER, DIGITS))
        .contains(new Access(OTHER, OTHER_NAME, DIGITS, Role.OWNER));
    assertThat(projects.find(OWNER, SAID)).contains(new Access(OWNER, LOCAL, DIGITS, Role.OWNER));
    assertThat(projects.find(OTHER, SAID)).contains(new Access(OWNER, LOCAL, DIGITS, Role.WRITER));
    assertThat(projects.find(OTHER, SAID).orElseThrow().said()).isEqualTo(SAID);
  }

  @Test
  void aStrangerFindsNothing() throws IOException {
    assertThat(projects.find(OTHER, SAID)).isEmpty();
    assertThat(projects.find(OTHER, new ProjectName("local.none"))).isEmpty();
    assertThat(projects.find(OTHER, new ProjectName("nobody.digits"))).isEmpty();
    assertThat(projects.list(OTHER, "", 10)).isEmpty();
    assertThat(through(10)).isEmpty();
  }

  @Test
  void listsOnesOwnAndTheOthersByTheNamesThatOneSays() throws IOException {
    version(OTHER, OTHER, new Dataset(Optional.of(new ProjectName("zoo")), IMAGES.name()), 2);
    share(Role.READER);

    Membership shared = new Membership(SAID, LOCAL, Role.READER);
    Membership own = new Membership(new ProjectName("zoo"), OTHER_NAME, Role.OWNER);
    assertThat(projects.list(OTHER, "", 10)).containsExactly(shared, own);
    assertThat(projects.list(OTHER, "", 1)).containsExactly(shared);
    assertThat(projects.list(OTHER, "local.digits", 10)).containsExactly(own);
    assertThat(projects.list(OWNER, "", 10))
        .containsExactly(new Membership(DIGITS, LOCAL, Role.OWNER));
  }

  @Test
  void aRoleIsChangedAndTaken() throws IOException {
    share(Role.READER);
    share(Role.WRITER);
    assertThat(projects.members(OWNER, DIGITS))
        .containsExactly(new Member(LOCAL, Role.OWNER), new Member(OTHER_NAME, Role.WRITER));

    projects.unshare(OWNER, DIGITS, OTHER);
    projects.unshare(OWNER, DIGITS, OTHER);

    assertThat(projects.members(OWNER, DIGITS)).containsExactly(new Member(LOCAL, Role.OWNER));
    assertThat(projects.find(OTHER, SAID)).isEmpty();
  }

  @Test
  void sharesOnlyWhatIsThere() {
    assertMissing(() -> projects.share(OWNER, new ProjectName("none"), OTHER, Role.READER));
    assertMissing(() -> projects.members(OTHER, DIGITS));
  }

  @Test
  void whoWasRemovedIsNoMemberAlsoOnceTheyAreBack() throws IOException {
    share(Role.READER);

    catalog.accounts().remove(OTHER);
    catalog.accounts().add(OTHER_NAME, 1);

    assertThat(projects.find(OTHER, SAID)).isEmpty();
    assertThat(projects.members(OWNER, DIGITS)).hasSize(1);
  }

  @Test
  void whoWasRemovedSharesNothing() throws IOException {
    share(Role.READER);
    stage.backdoor().run("update account set removed_at = 1 where id = 1");

    assertThat(projects.find(OTHER, SAID)).isEmpty();
    assertThat(projects.list(OTHER, "", 10)).isEmpty();
    assertThat(through(10)).isEmpty();
  }

  /// What the other account reads of some blobs through the dataset's first version.
  private Set<Digest> through(int... blobs) throws IOException {
    return catalog.blobs().locate(OTHER, Stage.manifest(1).digest(), Stage.blobs(blobs)).keySet();
  }

  @Test
  void aMemberReadsThroughAManifestWhatItNamesAndNothingElse() throws IOException {
    version(OWNER, OWNER, new Dataset(Optional.empty(), IMAGES.name()), 3, 30);
    share(Role.READER);

    assertThat(through(10, 11, -1, 30, -3))
        .containsExactlyInAnyOrderElementsOf(Stage.blobs(10, 11, -1));
    assertThat(catalog.blobs().locate(OTHER, Stage.blobs(10, 11, -1))).isEmpty();
    assertThat(catalog.blobs().locate(OTHER, Stage.manifest(3).digest(), Stage.blobs(30)))
        .isEmpty();
  }

  @Test
  void readsNothingOnceItIsUnsharedOrRemoved() throws IOException {
    share(Role.READER);
    projects.unshare(OWNER, DIGITS, OTHER);
    assertThat(through(10)).isEmpty();

    share(Role.READER);
    assertThat(through(10)).isNotEmpty();
    catalog.datasets().remove(OWNER, IMAGES, 1);
    assertThat(through(10)).isEmpty();
  }

  @Test
  void readingIsNoPossession() throws IOException {
    share(Role.WRITER);
    SessionId session = stage.session(OTHER, "claim", Optional.empty());
    stage.put(session, -4);

    assertThat(catalog.blobs().findMissing(session, Stage.blobs(10)))
        .containsExactly(Stage.blob(10));
    assertThat(commit(session, OWNER, IMAGES, 4, 10).result()).isEqualTo(new Lost(Stage.blobs(10)));
  }

  @Test
  void aWritersVersionIsTheOwnersAndChargedToThem() throws IOException {
    share(Role.WRITER);
    long before = catalog.manifests().chargedBytes(OWNER);

    assertThat(version(OTHER, OWNER, IMAGES, 2, 10, 20).version().orElseThrow().number())
        .isEqualTo(2);

    assertThat(catalog.manifests().chargedBytes(OWNER)).isEqualTo(before + Stage.size(20));
    assertThat(catalog.manifests().chargedBytes(OTHER)).isZero();
    assertThat(catalog.blobs().locate(OWNER, Stage.blobs(20, -2))).hasSize(2);
    assertThat(catalog.datasets().find(OWNER, IMAGES, Optional.empty()).orElseThrow().number())
        .isEqualTo(2);
  }

  @Test
  void onlyAWriterAddsAVersionOrAJob() throws IOException {
    for (Optional<Role> role : List.of(Optional.<Role>empty(), Optional.of(Role.READER))) {
      if (role.isPresent()) {
        share(role.get());
      }
      assertMissing(() -> version(OTHER, OWNER, IMAGES, 2, 20));
      assertMissing(() -> catalog.jobs().submit(OTHER, OWNER, "key", job(1, 5, OTHER)));
    }
    assertThat(catalog.jobs().list(OWNER, Query.newest(10))).isEmpty();
  }

  @Test
  void aWritersJobIsTheOwnersAndCountsForTheWriter() throws IOException {
    share(Role.WRITER);

    Job sent = catalog.jobs().submit(OTHER, OWNER, "key", job(1, 5, OTHER));

    assertThat(sent.submittedBy()).contains(OTHER_NAME);
    assertThat(catalog.jobs().owned(sent.id())).contains(new Owned(OWNER, sent));
    assertThat(catalog.jobs().list(OWNER, Query.newest(10))).containsExactly(sent);
    assertThat(catalog.jobs().list(OTHER, Query.newest(10))).isEmpty();
    assertThat(catalog.jobs().sent(OTHER, Query.newest(10)))
        .containsExactly(new Owned(OWNER, sent));
    assertThat(catalog.jobs().count(OTHER, Set.of(JobStatus.PENDING))).isEqualTo(1);
    assertThat(catalog.jobs().count(OWNER, Set.of(JobStatus.PENDING))).isZero();
    assertThat(projects.ofJob(OTHER, sent.id()).orElseThrow().role()).isEqualTo(Role.WRITER);

    projects.unshare(OWNER, DIGITS, OTHER);
    assertThat(catalog.jobs().sent(OTHER, Query.newest(10))).isEmpty();
    assertThat(projects.ofJob(OTHER, sent.id())).isEmpty();
  }

  @Test
  void theBoundIsThatOfWhoSubmits() throws IOException {
    share(Role.WRITER);
    catalog.accounts().bound(OTHER, 1, 1);
    catalog.jobs().submit(OTHER, OWNER, "key 1", job(1, 5, OTHER));

    assertThatThrownBy(() -> catalog.jobs().submit(OTHER, OWNER, "key 2", job(2, 5, OTHER)))
        .isInstanceOfSatisfying(
            C3Exception.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONCURRENCY_LIMIT));
    assertThat(catalog.jobs().submit(OWNER, "key 3", job(3, 6, OWNER)).id().text()).contains("3_");
  }

  @Test
  void twoPeoplesKeysDoNotMeet() throws IOException {
    share(Role.WRITER);

    Job owners = catalog.jobs().submit(OWNER, "key", job(1, 6, OWNER));
    Job writers = catalog.jobs().submit(OTHER, OWNER, "key", job(2, 5, OTHER));

    assertThat(writers.id()).isNotEqualTo(owners.id());
    assertThat(catalog.jobs().submit(OTHER, OWNER, "key", job(3, 5, OTHER))).isEqualTo(writers);
    assertThat(catalog.jobs().submitted(OTHER, "key")).contains(new Owned(OWNER, writers));
    assertThat(catalog.jobs().submitted(OWNER, "key")).contains(new Owned(OWNER, owners));
  }

  @Test
  void anInputIsOneThatTheSubmitterMayReadAtThatMoment() throws IOException {
    ManifestSummary images = Stage.manifest(1);
    JobInput input =
        new JobInput("/projects/local.digits/data/images/@v1", "x", images, EntryPath.ROOT);
    assertMissing(() -> catalog.jobs().submit(OTHER, "key", job(1, 5, OTHER, input)));

    share(Role.READER);
    Job reading = catalog.jobs().submit(OTHER, "key", job(1, 5, OTHER, input));

    assertThat(reading.inputs()).containsExactly(input);
    assertThat(catalog.jobs().owned(reading.id()).orElseThrow().account()).isEqualTo(OTHER);
    projects.unshare(OWNER, DIGITS, OTHER);
    assertMissing(() -> catalog.jobs().submit(OTHER, "key 2", job(2, 5, OTHER, input)));
  }

  @Test
  void aWriterDoesNotReadTheOwnersOtherProjects() throws IOException {
    Dataset secret = new Dataset(Optional.of(new ProjectName("secret")), IMAGES.name());
    version(OWNER, OWNER, secret, 7, 70);
    share(Role.WRITER);
    JobInput input = new JobInput("/x", "x", Stage.manifest(7), EntryPath.ROOT);

    assertMissing(() -> catalog.jobs().submit(OTHER, OWNER, "key", job(1, 5, OTHER, input)));
    assertThat(catalog.blobs().locate(OTHER, Stage.manifest(7).digest(), Stage.blobs(70)))
        .isEmpty();
  }
}
