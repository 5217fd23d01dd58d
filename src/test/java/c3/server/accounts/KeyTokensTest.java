package c3.server.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.catalog.Catalog;
import c3.catalog.KeyCatalog.NewKey;
import c3.model.AccountId;
import c3.model.ApiKey;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import c3.server.ServerWorld;
import c3.server.routes.FixedTokens;
import c3.server.routes.Principal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyTokensTest {
  private static final String TEXT = "c3_key_0123456789abcdef";
  private static final Principal PERSON = new Principal.Person(ServerWorld.OTHER);

  @TempDir Path folder;
  @AutoClose private ServerWorld world;
  private Catalog catalog;
  private KeyTokens tokens;

  @BeforeEach
  void begin() throws IOException {
    world = new ServerWorld(folder);
    catalog = world.catalog();
    Principal machine = new Principal.Person(AccountId.LOCAL);
    tokens =
        new KeyTokens(new FixedTokens(Map.of("machine", machine)), catalog.keys(), world.clock());
  }

  private ApiKey add(Optional<Duration> validity) throws IOException {
    Digest hash = Digest.of(TEXT.getBytes(StandardCharsets.UTF_8));
    return catalog
        .keys()
        .add(
            ServerWorld.OTHER,
            new NewKey(hash, "", "c3_key_01234567", validity.map(world.clock().instant()::plus)));
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> tokens.find(TEXT))
        .isInstanceOfSatisfying(
            C3Exception.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHORIZED);
              assertThat(e.hint()).contains("c3 login, with a new key");
            })
        .hasMessage("the key c3_key_01234567... " + message);
  }

  @Test
  void knowsTheMachinesTokensAndTheKeysOfTheCatalog() throws IOException {
    assertThat(tokens.find(TEXT)).isEmpty();

    add(Optional.empty());

    assertThat(tokens.find(TEXT)).contains(PERSON);
    assertThat(tokens.find(TEXT.substring(1))).isEmpty();
    assertThat(tokens.find(Digest.of(TEXT.getBytes(StandardCharsets.UTF_8)).hex())).isEmpty();
    assertThat(tokens.find("machine")).contains(new Principal.Person(AccountId.LOCAL));
  }

  @Test
  void refusesARevokedKeyFromTheNextRequestOn() throws IOException {
    ApiKey key = add(Optional.empty());
    assertThat(tokens.find(TEXT)).contains(PERSON);

    catalog.keys().revoke(ServerWorld.OTHER, key.number());

    assertRefused("was revoked");
  }

  @Test
  void refusesAKeyWhoseTimeIsOver() throws IOException {
    add(Optional.of(Duration.ofHours(1)));
    world.clock().move(Duration.ofMinutes(59));
    assertThat(tokens.find(TEXT)).contains(PERSON);

    world.clock().move(Duration.ofMinutes(1));

    assertRefused("has expired");
  }

  @Test
  void doesNotKnowTheKeysOfAnAccountThatWasRemoved() throws IOException {
    add(Optional.empty());

    catalog.accounts().remove(ServerWorld.OTHER);

    assertThat(tokens.find(TEXT)).isEmpty();
  }
}
