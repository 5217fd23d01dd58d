package c3.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import c3.catalog.BlobCatalog.ObjectState;
import c3.catalog.BlobCatalog.StoredObject;
import c3.catalog.SessionCatalog.Session;
import c3.catalog.SessionCatalog.State;
import c3.model.AccountId;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.JobId;
import c3.model.ManifestKind;
import c3.model.SessionId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every `SessionCatalog` keeps.
public abstract class SessionCatalogContract extends CatalogContract {
  private static final JobId JOB = new JobId("job_1769999999999_abcdef");
  private static final SessionId NOBODY = new SessionId("0".repeat(32));

  private SessionCatalog sessions;

  @BeforeEach
  void begin() throws IOException {
    sessions = stage.catalog().sessions();
  }

  @Test
  void remembersWhatASessionWasOpenedWith() throws IOException {
    SessionCatalog.NewSession wanted = stage.wanted(AccountId.LOCAL, "key", Optional.of(JOB));

    Session opened = sessions.open(wanted);

    assertThat(opened)
        .isEqualTo(
            new Session(
                wanted.id(),
                AccountId.LOCAL,
                Optional.of(JOB),
                State.OPEN,
                stage.clock().instant().plus(Stage.TTL)));
    assertThat(sessions.find(opened.id())).contains(opened);
    assertThat(sessions.open()).containsExactly(opened);
  }

  @Test
  void findsTheOpenSessionOfTheSameKeyAndRenewsIt() throws IOException {
    SessionId first = stage.session("key");
    stage.clock().move(Duration.ofMinutes(30));

    assertThat(stage.session("key")).isEqualTo(first);
    assertThat(stage.find(first).expires()).isEqualTo(stage.clock().instant().plus(Stage.TTL));
  }

  @Test
  void findsTheCommittedSessionOfTheSameKey() throws IOException {
    SessionId first = stage.session("key");
    stage.commit(first, ManifestKind.WORKSPACE, 1);

    assertThat(stage.session("key")).isEqualTo(first);
    assertThat(stage.find(first).state()).isEqualTo(State.COMMITTED);
  }

  @Test
  void opensAnewWhenTheSessionOfTheSameKeyHasFailed() throws IOException {
    SessionId first = stage.session("key");
    sessions.abort(first);

    assertThat(stage.session("key")).isNotEqualTo(first);
  }

  @Test
  void opensNoMoreOfAPersonsThanTheyMayHave() throws IOException {
    stage.secondAccount();
    SessionId first = sessions.open(bounded("one", Optional.empty())).id();
    stage.session(Stage.OTHER, "another's", Optional.empty());
    stage.session(AccountId.LOCAL, "a job's", Optional.of(JOB));
    sessions.open(bounded("two", Optional.empty()));

    C3Exception refusal =
        catchThrowableOfType(
            C3Exception.class, () -> sessions.open(bounded("three", Optional.empty())));

    assertThat(refusal.code()).isEqualTo(ErrorCode.CONCURRENCY_LIMIT);
    assertThat(refusal).hasMessage("2 of your uploads are open, and no more may be at once");
    assertThat(sessions.open(bounded("one", Optional.empty())).id()).isEqualTo(first);
    sessions.open(bounded("a job's", Optional.of(JOB)));
    sessions.abort(first);
    sessions.open(bounded("three", Optional.empty()));
    stage.clock().move(Stage.TTL);
    sessions.open(bounded("four", Optional.empty()));
  }

  private SessionCatalog.NewSession bounded(String key, Optional<JobId> job) {
    SessionCatalog.NewSession wanted = stage.wanted(AccountId.LOCAL, key, job);
    return new SessionCatalog.NewSession(wanted.id(), key, AccountId.LOCAL, job, Stage.TTL, 2);
  }

  @Test
  void keepsTheKeysOfAccountsApart() throws IOException {
    stage.secondAccount();

    assertThat(stage.session(Stage.OTHER, "key", Optional.empty()))
        .isNotEqualTo(stage.session("key"));
  }

  @Test
  void abortsTheEarlierSessionOfTheSameJob() throws IOException {
    SessionId first = stage.session(AccountId.LOCAL, "one", Optional.of(JOB));
    SessionId stranger = stage.session("of no job");

    SessionId second = stage.session(AccountId.LOCAL, "two", Optional.of(JOB));

    assertThat(stage.find(first).state()).isEqualTo(State.ABORTED);
    assertThat(stage.find(second).state()).isEqualTo(State.OPEN);
    assertThat(stage.find(stranger).state()).isEqualTo(State.OPEN);
  }

  @Test
  void refusesAKeyThatAnotherJobsUploadHas() throws IOException {
    stage.session(AccountId.LOCAL, "key", Optional.of(JOB));

    assertThatThrownBy(() -> stage.session("key"))
        .isInstanceOfSatisfying(
            C3Exception.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
  }

  @Test
  void renewsAnOpenSession() throws IOException {
    SessionId session = stage.session("key");
    stage.clock().move(Duration.ofMinutes(59));

    Session renewed = sessions.renew(session, Duration.ofHours(2));

    assertThat(renewed.expires()).isEqualTo(stage.clock().instant().plus(Duration.ofHours(2)));
    assertThat(stage.find(session)).isEqualTo(renewed);
  }

  @Test
  void refusesToRenewWhatHasEnded() throws IOException {
    SessionId session = stage.session("key");
    sessions.abort(session);

    assertThatThrownBy(() -> sessions.renew(session, Stage.TTL))
        .isInstanceOfSatisfying(
            C3Exception.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SESSION_CLOSED));
    assertThatThrownBy(() -> sessions.renew(NOBODY, Stage.TTL))
        .isInstanceOfSatisfying(
            C3Exception.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  @Test
  void abortMakesAnnouncedObjectsDieAndLeavesThePublishedOnes() throws IOException {
    SessionId session = stage.session("key");
    long published = stage.put(session, 1);
    long announced = stage.announce(session);

    sessions.abort(session);

    assertThat(stage.catalog().blobs().dying(10))
        .extracting(StoredObject::object, StoredObject::state)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(announced, ObjectState.DELETING));
    assertThat(published).isNotEqualTo(announced);
  }

  @Test
  void abortLeavesACommittedSessionAsItIs() throws IOException {
    SessionId session = stage.session("key");
    stage.commit(session, ManifestKind.WORKSPACE, 1);

    sessions.abort(session);
    sessions.abort(NOBODY);

    assertThat(stage.find(session).state()).isEqualTo(State.COMMITTED);
  }

  @Test
  void expiresOnlyWhatHasBeenLateForLongerThanTheGrace() throws IOException {
    SessionId early = stage.session("early");
    long announced = stage.announce(early);
    stage.clock().move(Duration.ofMinutes(90));
    SessionId late = stage.session("late");
    stage.clock().move(Duration.ofMinutes(31));

    List<SessionId> expired = sessions.expire(Duration.ofHours(1));

    assertThat(expired).containsExactly(early);
    assertThat(stage.find(early).state()).isEqualTo(State.EXPIRED);
    assertThat(stage.find(late).state()).isEqualTo(State.OPEN);
    assertThat(stage.catalog().blobs().dying(10))
        .extracting(StoredObject::object)
        .containsExactly(announced);
    assertThat(sessions.expire(Duration.ofHours(1))).isEmpty();
  }

  @Test
  void forgetsWhatEndedLongAgoAndNothingElse() throws IOException {
    SessionId committed = stage.session("committed");
    stage.put(committed, 1);
    stage.commit(committed, ManifestKind.WORKSPACE, 2, 1);
    SessionId aborted = stage.session("aborted");
    sessions.abort(aborted);
    SessionId open = stage.session("open");
    stage.clock().move(Duration.ofDays(2));
    SessionId young = stage.session("young");
    sessions.abort(young);

    sessions.forget(Duration.ofDays(1));

    assertThat(sessions.find(committed)).isEmpty();
    assertThat(sessions.find(aborted)).isEmpty();
    assertThat(stage.find(open).state()).isEqualTo(State.OPEN);
    assertThat(stage.find(young).state()).isEqualTo(State.ABORTED);
    assertThat(stage.session("committed")).isNotEqualTo(committed);
    assertThat(stage.catalog().blobs().locate(AccountId.LOCAL, Stage.blobs(1))).hasSize(1);
  }

  @Test
  void forgetsThousands() throws IOException {
    for (int i = 0; i < 2_100; i++) {
      sessions.abort(stage.session("key " + i));
    }
    stage.clock().move(Duration.ofDays(1));

    sessions.forget(Duration.ofHours(1));

    assertThat(stage.backdoor().number("select count(*) from session")).isZero();
  }

  @Test
  void aSessionPastItsEndLivesOnWhenItIsRenewedInTime() throws IOException {
    SessionId session = stage.session("key");
    stage.clock().move(Duration.ofMinutes(90));

    sessions.renew(session, Stage.TTL);

    assertThat(sessions.expire(Duration.ZERO)).isEmpty();
  }
}
