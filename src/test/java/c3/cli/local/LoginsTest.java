package c3.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.model.C3Exception;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginsTest {
  private static final Optional<URI> LAB = Optional.of(URI.create("http://c3.lab:7733"));

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("logins.json");
  }

  @Test
  void nobodyIsLoggedInAtFirst() throws IOException {
    assertThat(Logins.read(file())).isEqualTo(new Logins(Optional.empty(), Map.of()));
  }

  @Test
  void nobodyIsLoggedInWhereAFileStandsInThePlaceOfTheFolder() throws IOException {
    Path home = Files.createFile(folder.resolve("home"));

    assertThat(Logins.read(home.resolve("logins.json")).keys()).isEmpty();
  }

  @Test
  void keepsAKeyForEachServerForItsOwnersEyesOnly() throws IOException {
    Logins logins = Logins.read(file()).with(Optional.empty(), "c3_key_a").with(LAB, "c3_key_b");
    logins.write(file());

    assertThat(Logins.read(file())).isEqualTo(logins);
    assertThat(logins.current()).isEqualTo(LAB);
    assertThat(logins.key("http://c3.lab:7733")).contains("c3_key_b");
    assertThat(logins.key(Logins.HERE)).contains("c3_key_a");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(logins.toString()).doesNotContain("c3_key");
  }

  @Test
  void goesBackToThisMachineOnceLoggedOut() throws IOException {
    Logins logins =
        new Logins(Optional.empty(), Map.of()).with(Optional.empty(), "a").with(LAB, "b");

    assertThat(logins.without(LAB))
        .isEqualTo(new Logins(Optional.empty(), Map.of(Logins.HERE, "a")));
  }

  @Test
  void takesWhiteSpaceAroundAKeyForNothing() throws IOException {
    assertThat(Logins.typedKey(" c3_key_a\r\n", "C3_API_KEY")).isEqualTo("c3_key_a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"c3_key_a\nc3_key_b", "c3_key_a b", "s\u00fc\u00df", "c3_key_a\u007f"})
  void refusesWhatIsNoKeyWithoutShowingIt(String secret) {
    assertThatThrownBy(() -> Logins.typedKey(secret, "C3_API_KEY"))
        .isInstanceOf(C3Exception.class)
        .hasMessage("C3_API_KEY is not a key: a key is one word that begins with c3_key_");
  }

  @Test
  void takesASlashAtTheEndForNothing() throws IOException {
    assertThat(Optional.of(Logins.address("http://c3.lab:7733/", "URL"))).isEqualTo(LAB);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "c3.lab", "ftp://c3.lab", "http://", "http://a b", "http://u:p@c3.lab"})
  void refusesWhatIsNoAddress(String text) {
    assertThatThrownBy(() -> Logins.address(text, "URL"))
        .isInstanceOf(C3Exception.class)
        .hasMessageStartingWith("URL is not an address: ");
  }

  @Test
  void doesNotRepeatAKeyThatWasTakenForAnAddress() {
    assertThatThrownBy(() -> Logins.address("c3_key_0123", "URL"))
        .hasMessage("URL is not an address: a key");
  }
}
