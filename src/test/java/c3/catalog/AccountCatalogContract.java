package c3.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.catalog.KeyCatalog.NewKey;
import c3.catalog.KeyCatalog.Opens;
import c3.model.Account;
import c3.model.AccountId;
import c3.model.AccountName;
import c3.model.ApiKey;
import c3.model.Balance;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.ManifestKind;
import c3.model.SessionId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every `AccountCatalog` and every `KeyCatalog` keeps.
public abstract class AccountCatalogContract extends CatalogContract {
  private static final AccountName ANN = new AccountName("ann");

  private AccountCatalog accounts;
  private KeyCatalog keys;

  @BeforeEach
  void begin() throws IOException {
    accounts = stage.catalog().accounts();
    keys = stage.catalog().keys();
  }

  private static NewKey key(int number) {
    return new NewKey(Stage.blob(number), "laptop", "c3_key_1234", Optional.empty());
  }

  @Test
  void beginsWithTheMachinesOwnAccount() throws IOException {
    assertThat(accounts.list())
        .containsExactly(
            new Account(
                AccountId.LOCAL, new AccountName("local"), 100_000_000_000L, Account.UNBOUNDED));
  }

  @Test
  void addsAnAccountOnce() throws IOException {
    Account ann = accounts.add(ANN, 5);

    assertThat(ann.quotaBytes()).isEqualTo(5);
    assertThat(ann.jobsMax()).isEqualTo(Account.UNBOUNDED);
    assertThat(accounts.add(ANN, 6)).isEqualTo(ann);
    assertThat(accounts.find(ANN)).contains(ann);
    assertThat(accounts.find(ann.id())).contains(ann);
    assertThat(accounts.list()).extracting(Account::name).contains(ANN).hasSize(2);
  }

  @Test
  void changesBounds() throws IOException {
    Account ann = accounts.add(ANN, 5);

    accounts.bound(ann.id(), 7, 3);

    assertThat(accounts.find(ANN)).contains(new Account(ann.id(), ANN, 7, 3));
    assertThat(accounts.find(AccountId.LOCAL).orElseThrow().jobsMax()).isEqualTo(Account.UNBOUNDED);
  }

  @Test
  void aRemovedAccountIsNowhereAndItsKeysOpenNothing() throws IOException {
    Account ann = accounts.add(ANN, 5);
    keys.add(ann.id(), key(1));

    accounts.remove(ann.id());
    accounts.remove(ann.id());

    assertThat(accounts.find(ANN)).isEmpty();
    assertThat(accounts.find(ann.id())).isEmpty();
    assertThat(accounts.list()).hasSize(1);
    assertThat(keys.find(Stage.blob(1))).isEmpty();
  }

  @Test
  void anAccountThatComesBackHasWhatItKeptButNoKeyOfThen() throws IOException {
    Account ann = accounts.add(ANN, 5);
    keys.add(ann.id(), key(1));
    accounts.remove(ann.id());

    assertThat(accounts.add(ANN, 9)).isEqualTo(ann);

    assertThat(keys.find(Stage.blob(1)).orElseThrow().key().revoked()).isPresent();
  }

  @Test
  void findsAKeyByItsHash() throws IOException {
    Account ann = accounts.add(ANN, 5);
    Optional<Instant> expires = Optional.of(stage.clock().instant().plus(Duration.ofDays(1)));
    ApiKey key = keys.add(ann.id(), new NewKey(Stage.blob(1), "laptop", "c3_key_1", expires));

    assertThat(keys.find(Stage.blob(1))).contains(new Opens(ann.id(), key));
    assertThat(key.name()).isEqualTo("laptop");
    assertThat(key.prefix()).isEqualTo("c3_key_1");
    assertThat(key.created()).isEqualTo(stage.clock().instant());
    assertThat(key.expires()).isEqualTo(expires);
    assertThat(key.revoked()).isEmpty();
    assertThat(keys.find(Stage.blob(2))).isEmpty();
  }

  @Test
  void addsAKeyOnceAndNeverASecondTimeForAnother() throws IOException {
    Account ann = accounts.add(ANN, 5);
    ApiKey first = keys.add(ann.id(), key(1));

    assertThat(keys.add(ann.id(), key(1))).isEqualTo(first);
    assertThatThrownBy(() -> keys.add(AccountId.LOCAL, key(1)))
        .isInstanceOfSatisfying(
            C3Exception.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
    assertThat(keys.list(AccountId.LOCAL)).isEmpty();
  }

  @Test
  void listsKeysNewestFirst() throws IOException {
    ApiKey first = keys.add(AccountId.LOCAL, key(1));
    ApiKey second = keys.add(AccountId.LOCAL, key(2));
    keys.add(accounts.add(ANN, 5).id(), key(3));

    assertThat(keys.list(AccountId.LOCAL)).containsExactly(second, first);
  }

  @Test
  void revokesOnlyOnesOwnKeysAndForGood() throws IOException {
    Account ann = accounts.add(ANN, 5);
    ApiKey key = keys.add(ann.id(), key(1));
    assertThatThrownBy(() -> keys.revoke(AccountId.LOCAL, key.number()))
        .isInstanceOfSatisfying(
            C3Exception.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    assertThat(keys.list(ann.id())).containsExactly(key);

    ApiKey revoked = keys.revoke(ann.id(), key.number());
    stage.clock().move(Duration.ofSeconds(1));

    assertThat(revoked.revoked()).isPresent();
    assertThat(keys.revoke(ann.id(), key.number())).isEqualTo(revoked);
    assertThat(keys.find(Stage.blob(1)).orElseThrow().key()).isEqualTo(revoked);
  }

  @Test
  void countsWhatIsKept() throws IOException {
    commit(1, 10, 11);
    commit(2, 11, 12);
    stage.stored(3, 13);
    stage.secondAccount();
    stage.put(stage.session(Stage.OTHER, "other", Optional.empty()), 20);

    Balance balance = accounts.balance(AccountId.LOCAL);

    long charged = Stage.size(10) + Stage.size(11) + Stage.size(12);
    assertThat(balance)
        .isEqualTo(
            new Balance(
                charged,
                2 * 3_000,
                charged,
                Stage.size(3) + Stage.size(13),
                100_000_000_000L,
                0,
                0));
    assertThat(balance.isOver()).isFalse();
    accounts.bound(AccountId.LOCAL, charged - 1, Account.UNBOUNDED);
    assertThat(accounts.balance(AccountId.LOCAL).isOver()).isTrue();
  }

  private void commit(int manifest, int... blobs) throws IOException {
    SessionId session = stage.session("session " + manifest);
    stage.put(session, blobs);
    stage.commit(session, ManifestKind.JOB, manifest, blobs);
  }
}
